// The words for what a form finds wrong, and what is said aloud when questions come or go.
import type { Form, Question, Scope } from "./definition";
import type { Evaluation } from "./evaluation";

const WORDS: Readonly<Record<string, string>> = {
  "required": "Please answer this question",
  "wrong-type": "This answer cannot be read",
  "invalid-character": "This has a sign that cannot be kept; please write it again",
  "pattern": "This does not have the form that is asked for",
  "not-a-number": "Please enter a number, such as 12 or 12.5",
  "not-an-option": "Please choose one of the options",
  "repeated": "Please choose each option once",
  "not-a-date": "Please enter a date",
  "not-a-time": "Please enter a time, such as 09:30",
  "not-a-date-time": "Please enter a date and a time",
  "not-an-email": "Please enter a valid email address",
  "not-a-phone": "Please enter a valid phone number with its country code, such as +254 20 1234567",
  "not-a-url": "Please enter an address that starts with https://",
  "not-a-country": "Please choose a country",
  "not-a-file": "Please choose the file again",
  "unknown-member": "This answer cannot be read",
  "unknown-question": "This question is not asked any more",
};

/** What to tell the person about a fault. */
export function wordsFor(code: string, question: Question | undefined): string {
  if (code === "required" && question?.type === "consent") return "Please agree to go on";
  const limits = question === undefined ? undefined : limitsFor(code, question);
  return limits ?? WORDS[code] ?? "Please look at this answer again";
}

function limitsFor(code: string, question: Question): string | undefined {
  const { minimum, maximum } = question;
  switch (code) {
    case "too-short":
      return `Please write at least ${question.minimum_length} signs`;
    case "too-long":
      return question.maximum_length ? `Please write at most ${question.maximum_length} signs` : "This is too long";
    case "too-many-decimals":
      return question.decimals ? `Please enter at most ${question.decimals} digits after the point` : "Please enter a whole number";
    case "too-small":
      return `Please enter ${minimum} or more`;
    case "too-large":
      return `Please enter ${maximum} or less`;
    case "too-early":
      return `Please enter ${minimum} or later`;
    case "too-late":
      return `Please enter ${maximum} or earlier`;
    case "too-few":
      return `Please choose at least ${question.minimum_choices}`;
    case "too-many":
      return `Please choose at most ${question.maximum_choices}`;
    default:
      return undefined;
  }
}

/** The question that a pointer into the answers means. */
export function questionAt(form: Form, pointer: string): Question | undefined {
  const key = pointer.split("/")[1];
  return form.questions.find((question) => question.key === key);
}

/** Field id → message, for the fields of one set of answers; `prefix` tells several sets apart. */
export function messagesOf(form: Form, faults: Evaluation["faults"], prefix: string): Map<string, string> {
  const messages = new Map<string, string>();
  for (const { pointer, code } of faults) {
    const id = fieldId(prefix, pointer);
    if (!messages.has(id)) messages.set(id, wordsFor(code, questionAt(form, pointer)));
  }
  return messages;
}

/** The id of the field for a pointer: `/address/city` of set `a0` is `a0-address-city`. */
export function fieldId(prefix: string, pointer: string): string {
  const [, key = "", member = ""] = pointer.split("/");
  return member === "" || /^[0-9]+$/.test(member) ? `${prefix}-${key}` : `${prefix}-${key}-${member}`;
}

/** What a screen reader is told when an answer brings questions or takes them away; "" for nothing. */
export function announcement(form: Form, before: readonly string[], after: readonly string[]): string {
  const named = (keys: readonly string[]): string =>
    keys.map((key) => form.questions.find((question) => question.key === key)?.label ?? "").filter(Boolean).join(", ");
  const added = named(after.filter((key) => !before.includes(key)));
  const removed = named(before.filter((key) => !after.includes(key)));
  return [added && `Now also asked: ${added}`, removed && `No longer asked: ${removed}`].filter(Boolean).join(". ");
}

/** Whether anything is asked of this scope at all. */
export function asks(form: Form, scope: Scope): boolean {
  return form.questions.some((question) => (question.scope ?? "attendee") === scope);
}
