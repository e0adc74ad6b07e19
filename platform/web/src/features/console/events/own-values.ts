// What an event says in the organization's own fields, as texts of a form.
import type { OwnField } from "../fields/queries";

export type OwnValues = Readonly<Record<string, string>>;

const YES = "yes";
const NO = "no";

/** Every field with what the event says there; empty where it says nothing. */
export function ownOf(custom: Readonly<Record<string, unknown>>, fields: readonly OwnField[]): OwnValues {
  return Object.fromEntries(fields.map(({ key }) => [key, shownIn(custom[key])]));
}

function shownIn(value: unknown): string {
  if (typeof value === "boolean") return value ? YES : NO;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** What the API keeps: the values of all fields, without those that say nothing. */
export function valuesOf(own: OwnValues, fields: readonly OwnField[]): Record<string, string | number | boolean> {
  const said = fields.map(({ key, type }) => [key, type, (own[key] ?? "").trim()] as const);
  return Object.fromEntries(
    said.filter(([, , text]) => text !== "").map(([key, type, text]) => [key, valueOf(type, text)]),
  );
}

function valueOf(type: string, text: string): string | number | boolean {
  if (type === "number") return Number(text.replace(",", "."));
  return type === "yes_no" ? text === YES : text;
}

export function isNumber(text: string): boolean {
  return text.trim() === "" || Number.isFinite(Number(text.trim().replace(",", ".")));
}
