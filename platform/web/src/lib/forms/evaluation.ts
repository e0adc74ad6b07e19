// Evaluation of a form: which questions are visible and required, which answers are wrong, and the clean ones.
// The server says the same in Python; one table of cases and thousands of generated ones hold both to it.
import { isMet } from "./conditions";
import type { Answers, Form, Question, Scope } from "./definition";
import { cleanAnswer } from "./values";

export interface Fault {
  /** JSON Pointer into the answers, such as `/address/city`. */
  readonly pointer: string;
  readonly code: string;
}

/** Cleaned answers hold only what was asked, answered and right. */
export interface Evaluation {
  readonly visible: readonly string[];
  readonly required: readonly string[];
  readonly faults: readonly Fault[];
  readonly cleaned: Answers;
}

export interface EvaluationScope {
  readonly scope: Scope;
  /** What the order holds, or the one ticket type of the attendee. */
  readonly ticketTypeIds: readonly string[];
}

/**
 * Asks the questions of a scope in their order; each sees the answers before it. An answer to a question
 * that is not asked any more is dropped; one to no question is a fault.
 */
export function evaluate(form: Form, answers: Answers, asked: EvaluationScope): Evaluation {
  const given = new Map(Object.entries(answers));
  const questions = form.questions.filter((question) => (question.scope ?? "attendee") === asked.scope);
  const cleaned = new Map<string, unknown>();
  const visible: string[] = [];
  const required: string[] = [];
  const faults: Fault[] = [];
  for (const question of questions) {
    if (!isVisible(question, cleaned, asked.ticketTypeIds)) continue;
    visible.push(question.key);
    if (question.type === "heading") continue;
    const needed = question.required === true || (question.require_if != null && isMet(question.require_if, cleaned));
    if (needed) required.push(question.key);
    const [value, found] = cleanAnswer(question, given.get(question.key));
    faults.push(...found.map(([place, code]) => ({ pointer: `/${question.key}${place}`, code })));
    if (value !== null) cleaned.set(question.key, value);
    else if (needed && found.length === 0) faults.push({ pointer: `/${question.key}`, code: "required" });
  }
  const known = new Set(questions.map((question) => question.key));
  for (const key of given.keys()) {
    if (!known.has(key))
      faults.push({ pointer: `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, code: "unknown-question" });
  }
  return { visible, required, faults, cleaned: Object.fromEntries(cleaned) };
}

function isVisible(
  question: Question,
  cleaned: ReadonlyMap<string, unknown>,
  ticketTypeIds: readonly string[],
): boolean {
  const wanted = question.ticket_type_ids;
  if (wanted != null && !ticketTypeIds.some((each) => wanted.includes(each))) return false;
  return question.show_if == null || isMet(question.show_if, cleaned);
}
