// A blocked address as a form: what it shows, what is wrong, and what the API is asked.
import type { BlockedAddress, BlockedChanges, NewBlocked } from "./queries";

export type Kind = BlockedAddress["kind"];
export type Outcome = BlockedAddress["outcome"];
/** How long from now; "kept" leaves the end as it is. */
export type Lasts = "kept" | "always" | "day" | "week" | "month" | "year";

export const KINDS: readonly Kind[] = ["email", "domain", "network"];
export const OUTCOMES: readonly Outcome[] = ["review", "refuse"];
export const LASTS: readonly Lasts[] = ["always", "day", "week", "month", "year"];

export interface BlockedForm {
  readonly kind: Kind;
  readonly value: string;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly lasts: Lasts;
}

export type BlockedField = keyof BlockedForm;
export type BlockedProblem = "value" | "reason";

const DAY = 86_400_000;
const DAYS: Readonly<Partial<Record<Lasts, number>>> = { day: 1, week: 7, month: 30, year: 365 };

export const EMPTY: BlockedForm = { kind: "email", value: "", outcome: "review", reason: "", lasts: "always" };

export function formOf({ kind, value, outcome, reason }: BlockedAddress): BlockedForm {
  return { kind, value, outcome, reason, lasts: "kept" };
}

/** What is wrong before anything is sent; the server judges again. */
export function problemsOf(form: BlockedForm): Map<BlockedField, BlockedProblem> {
  const found = new Map<BlockedField, BlockedProblem>();
  if (form.value.trim() === "") found.set("value", "value");
  if (form.reason.trim() === "") found.set("reason", "reason");
  return found;
}

/** When it ends; null for never. */
export function endOf(lasts: Lasts, now: number): string | null {
  const days = DAYS[lasts];
  return days === undefined ? null : new Date(now + days * DAY).toISOString();
}

/** What the API is asked to change: the named fields and nothing else. */
export function changesOf(form: BlockedForm, changed: readonly BlockedField[], now: number): BlockedChanges {
  return {
    ...(changed.includes("outcome") ? { outcome: form.outcome } : {}),
    ...(changed.includes("reason") ? { reason: form.reason.trim() } : {}),
    ...(changed.includes("lasts") && form.lasts !== "kept" ? { ends_at: endOf(form.lasts, now) } : {}),
  };
}

/** A whole new entry. */
export function newOf({ kind, value, outcome, reason, lasts }: BlockedForm, now: number): NewBlocked {
  return { kind, value: value.trim(), outcome, reason: reason.trim(), ends_at: endOf(lasts, now) };
}

const POINTERS: Readonly<Record<string, BlockedField>> = {
  kind: "kind",
  value: "value",
  outcome: "outcome",
  reason: "reason",
  ends_at: "lasts",
};

/** The field that a pointer of the API means. */
export function fieldOf(pointer: string): BlockedField | null {
  return POINTERS[pointer.split("/")[1] ?? ""] ?? null;
}
