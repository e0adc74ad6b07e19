// Which columns an export has: what this browser chose the last time, else what most want to see and names nobody.
import type { ExportColumn, ExportKind } from "./exports";

const ANSWER = "answer:";
/** For machines, or long: there to be chosen, and left out at first. */
const RARE: ReadonlySet<string> = new Set([
  "total_minor",
  "paid_minor",
  "refunded_minor",
  "order_total_minor",
  "ticket_id",
  "notes",
  "money_state",
  "channel",
  "code_hash",
  "actor",
  "undone_at",
  "amount_minor",
  "fee_minor",
  "recorded_at",
  "payment_id",
  "entry_id",
]);

const nameOf = (kind: ExportKind): string => `turnout-export-${kind}`;

export const isAnswer = ({ id }: ExportColumn): boolean => id.startsWith(ANSWER);

export function firstChoice(kind: ExportKind, columns: readonly ExportColumn[]): readonly string[] {
  const kept = read(kind);
  const there = columns.map(({ id }) => id);
  const chosen = kept.length > 0 ? there.filter((id) => kept.includes(id)) : [];
  return chosen.length > 0
    ? chosen
    : columns.filter(({ id, is_personal }) => !is_personal && !RARE.has(id)).map(({ id }) => id);
}

export function keepChoice(kind: ExportKind, chosen: readonly string[]): void {
  try {
    localStorage.setItem(nameOf(kind), JSON.stringify(chosen));
  } catch {
    // A browser that keeps nothing begins with the usual columns next time.
  }
}

function read(kind: ExportKind): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(nameOf(kind)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each): each is string => typeof each === "string") : [];
  } catch {
    return [];
  }
}
