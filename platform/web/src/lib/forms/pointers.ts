// JSON pointers into answers: the question and the field that one means.
import type { Form, Question, Scope } from "./definition";

/** The question that a pointer into the answers means. */
export function questionAt(form: Form, pointer: string): Question | undefined {
  const key = pointer.split("/")[1];
  return form.questions.find((question) => question.key === key);
}

/** The id of the field for a pointer: `/address/city` of set `a0` is `a0-address-city`. */
export function fieldId(prefix: string, pointer: string): string {
  const [, key = "", member = ""] = pointer.split("/");
  return member === "" || /^[0-9]+$/.test(member) ? `${prefix}-${key}` : `${prefix}-${key}-${member}`;
}

/** Whether anything is asked of this scope at all. */
export function hasQuestionsFor(form: Form, scope: Scope): boolean {
  return form.questions.some((question) => (question.scope ?? "attendee") === scope);
}
