// Days of sales: the last ones without gaps, and how far a former event was at the same distance.
import type { Day } from "./queries";

const DAY = 86_400_000;

export interface Bar {
  readonly day: string;
  readonly tickets: number;
  readonly placed: number;
}

/** So many days stand beside each other at least: one alone would be a wall. */
const FEWEST = 14;

/** The last days up to the latest one with orders, those without orders too; at most `most`. */
export function barsOf(days: readonly Day[], most: number): Bar[] {
  const first = days.at(0);
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  const found = new Map(days.map((day) => [day.day, day]));
  const end = Date.parse(last.day);
  const begin = Math.min(Date.parse(first.day), end - (FEWEST - 1) * DAY);
  const start = Math.max(begin, end - (most - 1) * DAY);
  const bars: Bar[] = [];
  for (let at = start; at <= end; at += DAY) {
    const day = new Date(at).toISOString().slice(0, 10);
    bars.push({ day, tickets: found.get(day)?.tickets ?? 0, placed: found.get(day)?.placed ?? 0 });
  }
  return bars;
}

/** Whole days from now until a start, below zero once it has begun. */
export function daysAhead(startsAt: string, now: number): number {
  return Math.floor((Date.parse(startsAt) - now) / DAY);
}

/** Tickets that an event had sold when it was so many days ahead. */
export function ticketsAt(days: readonly Day[], startsAt: string, ahead: number): number {
  const until = Date.parse(startsAt) - ahead * DAY;
  return days.filter(({ day }) => Date.parse(day) <= until).reduce((sum, { tickets }) => sum + tickets, 0);
}
