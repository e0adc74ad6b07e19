// What an element of a badge is called: its kind, and of a text or an answer what it says.
import { useForm } from "../form/queries";
import type { Question as FormQuestion } from "../form/form-draft";
import type { Element } from "./design";
import { useBadgeTexts, type BadgeKey } from "./texts";

/** Questions whose answers are no line of text, as the API has them. */
const NOT_SHOWN: ReadonlySet<string> = new Set(["file", "address", "consent", "heading", "date_time"]);

export interface Question {
  readonly key: string;
  readonly label: string;
}

/** The questions of the event's form that a badge can show the answer of. */
export function useQuestions(): readonly Question[] {
  const form = useForm().data;
  if (form === undefined) return [];
  return (form.questions as unknown as FormQuestion[])
    .filter(({ type }) => !NOT_SHOWN.has(type))
    .map(({ key, label = {} }) => ({ key, label: label[form.language] ?? Object.values(label)[0] ?? key }));
}

export function useNameOf(): (element: Element) => string {
  const t = useBadgeTexts();
  const questions = useQuestions();
  return (element) => {
    if (element.kind === "text" && element.text.trim() !== "") return element.text;
    const asked = questions.find(({ key }) => key === element.question);
    if (element.kind === "answer" && asked !== undefined) return asked.label;
    return t(`kind.${element.kind}` as BadgeKey);
  };
}
