// What a report is asked for, kept in the address so that it can be sent on: which days, grouped by what.
import { useSearchParams } from "react-router";

export const GROUPINGS = [
  "day",
  "week",
  "month",
  "weekday",
  "hour",
  "event",
  "ticket_type",
  "channel",
  "sales_partner",
  "code",
  "sold_by",
] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const PERIODS = ["7", "30", "90", "month", "last-month", "year", "all", "own"] as const;
export type Period = (typeof PERIODS)[number];

const IN_TIME: readonly Grouping[] = ["day", "week", "month", "weekday", "hour"];
const DAY = 86_400_000;
const LOCAL = 10;

export interface Wish {
  readonly period: Period;
  /** Days as `2026-12-14`; empty without a limit. */
  readonly first: string;
  readonly last: string;
  readonly groupBy: Grouping;
}

export const isInTime = (grouping: Grouping): boolean => IN_TIME.includes(grouping);

const asDay = (utc: number): string => new Date(utc).toISOString().slice(0, LOCAL);

/** The days of a period that is named, seen from today (`2026-12-14`); none for one's own. */
export function daysOf(period: Period, today: string): { readonly first: string; readonly last: string } {
  const now = Date.parse(`${today}T00:00:00Z`);
  const [year = 0, month = 1] = today.split("-").map(Number);
  switch (period) {
    case "month":
      return { first: asDay(Date.UTC(year, month - 1, 1)), last: today };
    case "last-month":
      return { first: asDay(Date.UTC(year, month - 2, 1)), last: asDay(Date.UTC(year, month - 1, 0)) };
    case "year":
      return { first: asDay(Date.UTC(year, 0, 1)), last: today };
    case "all":
    case "own":
      return { first: "", last: "" };
    default:
      return { first: asDay(now - (Number(period) - 1) * DAY), last: today };
  }
}

export function readWish(address: URLSearchParams, usual: Period, today: string): Wish {
  const groupBy = GROUPINGS.find((each) => each === address.get("by")) ?? "day";
  const period = PERIODS.find((each) => each === address.get("period")) ?? usual;
  if (period !== "own") return { period, groupBy, ...daysOf(period, today) };
  return { period, groupBy, first: address.get("first") ?? "", last: address.get("last") ?? "" };
}

export function writeWish({ period, first, last, groupBy }: Wish): URLSearchParams {
  const days = period === "own" ? { ...(first && { first }), ...(last && { last }) } : {};
  return new URLSearchParams({ period, by: groupBy, ...days });
}

/** The wish of the address, and what changes it. */
export function useWish(usual: Period, timeZone: string): [Wish, (changes: Partial<Wish>) => void] {
  const [address, setAddress] = useSearchParams();
  const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date());
  const wish = readWish(address, usual, today);
  return [wish, (changes) => setAddress(writeWish({ ...wish, ...changes }), { replace: true })];
}
