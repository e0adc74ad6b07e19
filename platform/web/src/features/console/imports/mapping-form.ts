// What the columns of a table mean, as a form says it: every choice is a text, nothing chosen is the empty one.
import type { Import, Mapping } from "./queries";

export const COLUMNS = [
  "name",
  "first_name",
  "last_name",
  "email",
  "ticket_type",
  "group",
  "key",
  "language",
  "tags",
] as const;
export type ColumnName = (typeof COLUMNS)[number];

export interface MappingForm extends Readonly<Record<ColumnName, string>> {
  readonly ticketTypeId: string;
  readonly locale: string;
  readonly tagId: string;
  /** Question → column. */
  readonly answers: Readonly<Record<string, string>>;
  readonly needsAnswers: boolean;
  readonly sendsMail: boolean;
}

export type MappingProblem = "name" | "email" | "ticket_type";

const textOf = (column: number | null): string => (column === null ? "" : String(column));
const columnOf = (text: string): number | null => (text === "" ? null : Number(text));

export function formOf({ mapping }: Import): MappingForm {
  const columns = Object.fromEntries(COLUMNS.map((name) => [name, textOf(mapping[name])]));
  return {
    ...(columns as Record<ColumnName, string>),
    ticketTypeId: mapping.ticket_type_id ?? "",
    locale: mapping.locale,
    tagId: mapping.tag_ids[0] ?? "",
    answers: Object.fromEntries(mapping.answers.map(({ question_key, column }) => [question_key, String(column)])),
    needsAnswers: mapping.needs_answers,
    sendsMail: mapping.sends_mail,
  };
}

/** Tags beyond the first, which only the API sets, stay. */
export function mappingOf(form: MappingForm, { mapping }: Import): Mapping {
  const columns = Object.fromEntries(COLUMNS.map((name) => [name, columnOf(form[name])]));
  const others = mapping.tag_ids.slice(1).filter((id) => id !== form.tagId);
  return {
    ...(columns as Record<ColumnName, number | null>),
    ticket_type_id: form.ticketTypeId === "" ? null : form.ticketTypeId,
    locale: form.locale,
    tag_ids: form.tagId === "" ? others : [form.tagId, ...others],
    answers: Object.entries(form.answers)
      .filter(([, column]) => column !== "")
      .map(([question_key, column]) => ({ question_key, column: Number(column) })),
    needs_answers: form.needsAnswers,
    sends_mail: form.sendsMail,
  };
}

/** What is wrong before anything is sent; the server judges again. */
export function problemsOf(form: MappingForm): readonly MappingProblem[] {
  const found: MappingProblem[] = [];
  if (form.name === "" && form.first_name === "" && form.last_name === "") found.push("name");
  if (form.email === "") found.push("email");
  if (form.ticket_type === "" && form.ticketTypeId === "") found.push("ticket_type");
  return found;
}

/** The field that a pointer of the API means. */
export function fieldOf(pointer: string): string | null {
  const [, first = ""] = pointer.split("/");
  if (first === "ticket_type_id") return "ticketTypeId";
  if (first === "tag_ids") return "tagId";
  return first === "locale" || COLUMNS.some((name) => name === first) ? first : null;
}

/** What a column is called, or its letter as spreadsheets count. */
export function columnLabel(columns: readonly string[], column: number): string {
  const name = columns[column] ?? "";
  return name === "" ? letterOf(column) : name;
}

const LETTERS = 26;
const A = 65;

function letterOf(column: number): string {
  const last = String.fromCharCode(A + (column % LETTERS));
  return column < LETTERS ? last : letterOf(Math.floor(column / LETTERS) - 1) + last;
}
