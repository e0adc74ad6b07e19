// Organizers' words in a page of the other direction: isolated, so that their signs stay on their own side.
import type { Question } from "../../../lib/forms/definition";

const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const OPEN = "\u2068";
const CLOSE = "\u2069";

/** The text, between marks that no one sees where its first letter runs against the page. */
export function isolated(text: string, direction: "ltr" | "rtl"): string {
  const letter = /\p{L}/u.exec(text)?.[0];
  if (letter === undefined || FROM_RIGHT.test(letter) === (direction === "rtl")) return text;
  return OPEN + text + CLOSE;
}

/** The same for all that a question says. */
export function isolatedQuestion(question: Question, direction: "ltr" | "rtl"): Question {
  const said = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : isolated(text, direction);
  const texts = Object.entries({
    label: said(question.label),
    help: said(question.help),
    text: said(question.text),
  }).filter(([, text]) => text !== undefined);
  const options = question.options?.map((option) => ({
    ...option,
    label: isolated(option.label ?? option.value, direction),
  }));
  return { ...question, ...Object.fromEntries(texts), ...(options === undefined ? {} : { options }) };
}
