// Bidirectional text: isolates organizers' words that run against the direction of the page.
import type { Question } from "../../../lib/forms/definition";

const RTL_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/** The text, between invisible isolation marks where its first letter runs against the page. */
export function isolate(text: string, direction: "ltr" | "rtl"): string {
  const letter = /\p{L}/u.exec(text)?.[0];
  if (letter === undefined || RTL_LETTER.test(letter) === (direction === "rtl")) return text;
  return FIRST_STRONG_ISOLATE + text + POP_ISOLATE;
}

/** The question with all its texts isolated. */
export function isolateQuestion(question: Question, direction: "ltr" | "rtl"): Question {
  const said = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : isolate(text, direction);
  const texts = Object.entries({
    label: said(question.label),
    help: said(question.help),
    text: said(question.text),
  }).filter(([, text]) => text !== undefined);
  const options = question.options?.map((option) => ({
    ...option,
    label: isolate(option.label ?? option.value, direction),
  }));
  return { ...question, ...Object.fromEntries(texts), ...(options === undefined ? {} : { options }) };
}
