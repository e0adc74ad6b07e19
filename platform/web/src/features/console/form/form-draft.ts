// A registration form while it is written: its questions, what is wrong with them, and how buyers would see it.
import type { Schemas } from "../../../api/client";
import type { Comparison, Condition, Form, Question as ShownQuestion } from "../../../lib/forms/definition";

export type Question = Schemas["CatalogQuestion"];
export type Version = Schemas["CatalogFormVersion"];
export type Type = Question["type"];
type Texts = Readonly<Record<string, string>>;

export interface Draft {
  readonly language: string;
  readonly questions: readonly Question[];
}

export const TYPES: readonly Type[] = [
  "short_text",
  "long_text",
  "single_choice",
  "multiple_choice",
  "dropdown",
  "yes_no",
  "number",
  "rating",
  "date",
  "time",
  "date_time",
  "email",
  "phone",
  "url",
  "country",
  "address",
  "file",
  "consent",
  "heading",
  "hidden",
];
/** What is asked most. */
export const USUAL: Type = "short_text";
const CHOICES: readonly Type[] = ["single_choice", "multiple_choice", "dropdown"];

export const hasOptions = (type: Type): boolean => CHOICES.includes(type);
export const isAsked = (type: Type): boolean => type !== "heading" && type !== "hidden";

/** The form that is asked now; before the first one, an empty one in the event's language. */
export function draftOf(version: Version, eventLanguage: string): Draft {
  return {
    language: version.version === 0 ? eventLanguage : version.language,
    questions: version.questions as unknown as Question[],
  };
}

/** A text in a language, or in the form's own. */
export function textIn(texts: Texts | undefined, language: string, own: string): string {
  return texts?.[language] || texts?.[own] || Object.values(texts ?? {})[0] || "";
}

export function withText(texts: Texts | undefined, language: string, text: string): Record<string, string> {
  const others = Object.fromEntries(Object.entries(texts ?? {}).filter(([tag]) => tag !== language));
  return text === "" ? others : { ...others, [language]: text };
}

/** A name that no other of them has: `number_2`. */
export function freshName(stem: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) if (!taken.includes(`${stem}_${number}`)) return `${stem}_${number}`;
}

export function newQuestion(type: Type, questions: readonly Question[]): Question {
  const key = freshName(
    type,
    questions.map((each) => each.key),
  );
  return {
    key,
    type,
    scope: "attendee",
    label: {},
    ...(hasOptions(type)
      ? {
          options: [
            { value: "option_1", label: {} },
            { value: "option_2", label: {} },
          ],
        }
      : {}),
  };
}

/** The questions with one as it is now: in its place, or last when it is new. */
export function withQuestion(questions: readonly Question[], question: Question): readonly Question[] {
  return questions.some(({ key }) => key === question.key)
    ? questions.map((each) => (each.key === question.key ? question : each))
    : [...questions, question];
}

/** A question that nobody was asked yet, of another kind: its words stay. */
export function withType(question: Question, type: Type, questions: readonly Question[]): Question {
  const { label, help, scope, required } = question;
  const kept = { label, help, scope, ...(isAsked(type) ? { required } : {}) };
  const said = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
  return { ...newQuestion(type, questions), ...said };
}

/** The questions with one of them behind another, or first. */
export function movedIn(questions: readonly Question[], key: string, after: string | null): readonly Question[] {
  const moved = questions.filter((each) => each.key === key);
  const others = questions.filter((each) => each.key !== key);
  const place = after === null ? 0 : others.findIndex((each) => each.key === after) + 1;
  return [...others.slice(0, place), ...moved, ...others.slice(place)];
}

/** Those whose answers a condition of this question may name: earlier ones that are asked in the same place. */
export function earlierOf(questions: readonly Question[], question: Question): readonly Question[] {
  const place = questions.findIndex(({ key }) => key === question.key);
  const before = place === -1 ? questions : questions.slice(0, place);
  const scope = question.scope ?? "attendee";
  return before.filter((each) => each.type !== "heading" && (each.scope ?? "attendee") === scope);
}

/** A condition as one comparison; null for none, and for those that the API alone can write. */
export function comparisonOf(condition: unknown): Comparison | null {
  return typeof condition === "object" && condition !== null && "question" in condition
    ? (condition as Comparison)
    : null;
}

/** The questions that a condition names. */
export function namedIn(condition: unknown): readonly string[] {
  if (Array.isArray(condition)) return condition.flatMap(namedIn);
  if (typeof condition !== "object" || condition === null) return [];
  const own = comparisonOf(condition);
  return own === null ? Object.values(condition).flatMap(namedIn) : [own.question];
}

export type Problem = "label" | "options" | "condition" | "text";

/** What keeps a question from being asked; the server judges again. */
export function problemOf(questions: readonly Question[], question: Question, own: string): Problem | null {
  const has = (texts: Texts | undefined): boolean => (texts?.[own] ?? "").trim() !== "";
  if (question.type !== "hidden" && !has(question.label) && question.type !== "consent") return "label";
  if (question.type === "consent" && !has(question.text)) return "text";
  if (hasOptions(question.type) && (!question.options?.length || !question.options.every(({ label }) => has(label))))
    return "options";
  const earlier = earlierOf(questions, question).map(({ key }) => key);
  const named = [...namedIn(question.show_if), ...namedIn(question.require_if)];
  return named.every((key) => earlier.includes(key)) ? null : "condition";
}

/** The form in one language, as the checkout gets it. */
export function shownForm({ language: own, questions }: Draft, language: string): Form {
  const text = (texts: Texts | undefined): string => textIn(texts, language, own);
  return {
    questions: questions.map((question) => ({
      ...(question as unknown as ShownQuestion),
      label: text(question.label),
      help: text(question.help),
      text: text(question.text),
      options: (question.options ?? []).map(({ value, label }) => ({ value, label: text(label) || value })),
      show_if: question.show_if as Condition | null,
      require_if: question.require_if as Condition | null,
    })),
  };
}

/** The languages in which anything is written, the form's own first. */
export function languagesOf({ language, questions }: Draft): readonly string[] {
  const said = questions.flatMap(({ label, help, text }) =>
    [label, help, text].flatMap((each) => Object.keys(each ?? {})),
  );
  return [...new Set([language, ...said])];
}

/** The key of the question that a pointer of the API means. */
export function questionAt(pointer: string, questions: readonly Question[]): string | null {
  const found = /^\/questions\/(\d+)/.exec(pointer);
  return found === null ? null : (questions[Number(found[1])]?.key ?? null);
}
