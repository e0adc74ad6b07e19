// A registration: the answers for the order and for each attendee.
import type { Answers, Form, Scope } from "./definition";
import { evaluate } from "./evaluation";
import { fieldId } from "./pointers";

/** One set of answers: of the order, or of one attendee. */
export interface Subject {
  readonly prefix: string;
  readonly scope: Scope;
  readonly ticketTypeIds: readonly string[];
  readonly answers: Answers;
}

export const ORDER_PREFIX = "answer-order";

/** Tells the fields of one attendee apart. */
export function attendeePrefix(index: number): string {
  return `answer-${index}`;
}

/** The answers as they are sent: only what is asked and right. */
export function cleanedAnswers(form: Form, subject: Subject): Answers {
  return evaluate(form, subject.answers, subject).cleaned;
}

/** The field that a pointer of the API means: `/attendees/1/answers/home/city` is `answer-1-home-city`. */
export function answerField(pointer: string): string | null {
  const attendee = /^\/attendees\/(\d+)\/answers(\/.+)$/.exec(pointer);
  if (attendee) return fieldId(attendeePrefix(Number(attendee[1])), attendee[2] ?? "");
  const order = /^\/answers(\/.+)$/.exec(pointer);
  return order ? fieldId(ORDER_PREFIX, order[1] ?? "") : null;
}

/** What the page's address answers for questions that nobody sees: `?campaign=spring`. */
export function hiddenAnswers(form: Form, scope: Scope, search: string): Answers {
  const given = new URLSearchParams(search);
  const keys = form.questions
    .filter((question) => question.type === "hidden" && (question.scope ?? "attendee") === scope)
    .map((question) => question.key);
  return Object.fromEntries(keys.flatMap((key) => (given.has(key) ? [[key, given.get(key)]] : [])));
}
