// One of the organization's own fields as a form.
import type { OwnField } from "./queries";

export const TYPES = ["text", "number", "yes_no", "choice", "date", "address"] as const;
export type FieldType = (typeof TYPES)[number];

export interface FieldForm {
  readonly label: string;
  readonly type: FieldType;
  readonly help: string;
  /** One per line. */
  readonly choices: string;
  readonly isRequired: boolean;
  readonly isPublic: boolean;
}

export type FieldName = keyof FieldForm;

export const EMPTY_FIELD: FieldForm = {
  label: "",
  type: "text",
  help: "",
  choices: "",
  isRequired: false,
  isPublic: true,
};

const LONGEST_KEY = 40;

export function fieldFormOf(field: OwnField): FieldForm {
  return {
    label: field.label,
    type: TYPES.find((each) => each === field.type) ?? "text",
    help: field.help,
    choices: field.choices.join("\n"),
    isRequired: field.is_required,
    isPublic: field.is_public,
  };
}

export function fieldOfForm(form: FieldForm, key: string): OwnField {
  return {
    key,
    label: form.label.trim(),
    type: form.type,
    help: form.help.trim(),
    choices: form.type === "choice" ? choicesOf(form) : [],
    is_required: form.isRequired,
    is_public: form.isPublic,
  };
}

export function choicesOf({ choices }: FieldForm): string[] {
  return choices
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** What values are kept under: the label in small letters, and a number where another field has it already. */
export function keyOf(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "");
  const stem = (plain || "field").slice(0, LONGEST_KEY - 3);
  const options = [stem, ...taken.map((_, place) => `${stem}_${place + 2}`)];
  return options.find((each) => !taken.includes(each)) ?? stem;
}

export type FieldProblem = "label" | "choices" | "choiceTwice";

export function fieldProblemsOf(form: FieldForm): ReadonlyMap<string, FieldProblem> {
  const found = new Map<string, FieldProblem>();
  if (form.label.trim() === "") found.set("label", "label");
  if (form.type === "choice") {
    const choices = choicesOf(form);
    if (choices.length === 0) found.set("choices", "choices");
    else if (new Set(choices).size < choices.length) found.set("choices", "choiceTwice");
  }
  return found;
}

/** The field that a pointer such as `/fields/2/label` means. */
export function fieldNameOf(pointer: string): FieldName | null {
  const known: Readonly<Record<string, FieldName>> = {
    key: "label",
    label: "label",
    type: "type",
    help: "help",
    choices: "choices",
    is_required: "isRequired",
    is_public: "isPublic",
  };
  return known[pointer.split("/")[3] ?? ""] ?? null;
}
