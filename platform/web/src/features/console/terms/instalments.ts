// What a buyer pays when by a plan: the server's rule of instalments, told alike for what is not saved yet.
import { basisPointsOf, minorOf } from "../../../lib/typed-numbers";
import type { PlanForm } from "./plan-form";

export interface Instalment {
  readonly minor: number;
  /** A day such as 2026-12-14; null for today. */
  readonly on: string | null;
}

export interface Order {
  readonly minor: number;
  readonly digits: number;
  /** The day of the order, where the event is. */
  readonly today: string;
  /** The event's first day; null before it has one. */
  readonly starts: string | null;
}

const COARSE_DIGITS = 3;
const COARSE_STEP = 10;
const DAY = 24 * 3_600_000;

/**
 * The deposit and the instalments, which add up to the order's amount; none where the plan does not fit.
 * No part is due later than the plan's last day, and parts of one day are one. A part whose day has come
 * belongs to the deposit; without any left there is no plan.
 */
export function instalmentsFor(plan: PlanForm, { minor, digits, today, starts }: Order): readonly Instalment[] {
  if (minor < Math.max(minorOf(plan.minimum, digits) ?? 0, 1)) return [];
  const step = digits === COARSE_DIGITS && minor % COARSE_STEP === 0 ? COARSE_STEP : 1;
  const units = Math.floor(minor / step);
  const count = plan.instalments.length;
  let deposit = Math.floor(depositOf(plan, minor, digits) / step);
  if (count === 0 || deposit <= 0 || deposit > units - count) return [];
  const share = Math.floor((units - deposit) / count);
  const over = (units - deposit) % count;
  const last = starts === null ? null : dayAfter(starts, -Number(plan.lastDays));
  const due = new Map<string, number>();
  plan.instalments.forEach((each, place) => {
    const part = share + (place < over ? 1 : 0);
    const wanted = each.kind === "on" ? each.on : dayAfter(today, Number(each.days));
    const day = last !== null && wanted > last ? last : wanted;
    if (day <= today) deposit += part;
    else due.set(day, (due.get(day) ?? 0) + part);
  });
  if (due.size === 0) return [];
  const later = [...due].sort(([one], [other]) => one.localeCompare(other));
  return [{ minor: deposit * step, on: null }, ...later.map(([on, part]) => ({ minor: part * step, on }))];
}

/** A share is rounded up to the smallest unit. */
function depositOf(plan: PlanForm, minor: number, digits: number): number {
  if (plan.depositKind === "amount") return minorOf(plan.deposit, digits) ?? 0;
  return Math.ceil((minor * (basisPointsOf(plan.deposit) ?? 0)) / 10_000);
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, day.length);
}
