// Shifts by day on the event's clock, and where each lies on a day's line.
import type { Shift } from "./queries";

export interface ShiftDay {
  /** "2026-12-14" */
  readonly day: string;
  readonly shifts: readonly Shift[];
}

const DAY_LETTERS = 10;

/** By the day on which they begin, in order of time. */
export function shiftsByDay(shifts: readonly Shift[]): readonly ShiftDay[] {
  const days = new Map<string, Shift[]>();
  for (const shift of shifts) {
    const day = shift.starts_local.slice(0, DAY_LETTERS);
    days.set(day, [...(days.get(day) ?? []), shift]);
  }
  return [...days].toSorted(([one], [other]) => one.localeCompare(other)).map(([day, of]) => ({ day, shifts: of }));
}

export interface Span {
  /** Percent of the line. */
  readonly from: number;
  readonly length: number;
}

/** Where a shift lies between the first start and the last end of these. */
export function spanOf(shift: Shift, all: readonly Shift[]): Span {
  const first = Math.min(...all.map(({ starts_at: at }) => Date.parse(at)));
  const last = Math.max(...all.map(({ ends_at: at }) => Date.parse(at)));
  const part = (at: string): number => ((Date.parse(at) - first) / Math.max(1, last - first)) * 100;
  return { from: part(shift.starts_at), length: part(shift.ends_at) - part(shift.starts_at) };
}
