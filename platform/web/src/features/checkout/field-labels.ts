// Labels of fields in the error summary: the question, and the ticket it belongs to.
import type { State } from "./state";

export interface FieldLabel {
  /** The question, as it is asked. */
  readonly label: string;
  /** The ticket's number where there are several; null for the order's own questions. */
  readonly ticket: number | null;
}

/** The label of a field by its id, such as `answer-1-diet`; null for a field that belongs to no question. */
export function fieldLabelOf(id: string, { form, attendees }: Pick<State, "form" | "attendees">): FieldLabel | null {
  const found = /^answer-(order|\d+)-(.+)$/.exec(id);
  const [, whose = "", rest = ""] = found ?? [];
  const question =
    form.questions.find(({ key }) => rest === key) ?? form.questions.find(({ key }) => rest.startsWith(`${key}-`));
  if (found === null || !question?.label) return null;
  return { label: question.label, ticket: whose === "order" || attendees.length < 2 ? null : Number(whose) + 1 };
}
