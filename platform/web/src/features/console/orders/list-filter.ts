// What a list is asked for, and how it stands in the address: under the names that the API has for it.
import type { Schemas } from "../../../api/client";

export type OrderFilter = Schemas["Order_searchOrderFilter"];
export type OrderState = NonNullable<OrderFilter["state"]>[number];
export type MoneyState = NonNullable<OrderFilter["money_state"]>[number];

export const ORDER_STATES = [
  "held",
  "awaiting_approval",
  "awaiting_payment",
  "under_review",
  "confirmed",
  "expired",
  "cancelled",
] as const satisfies readonly OrderState[];
export const MONEY_STATES = [
  "unpaid",
  "part_paid",
  "paid",
  "part_refunded",
  "refunded",
] as const satisfies readonly MoneyState[];
export const TICKET_STATES = ["none", "valid", "void", "refunded"] as const;
export const ORDER_SORTS = ["-placed_at", "placed_at", "-total", "total", "name", "-name"] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];

/** A filter of either list, before it is known to be one. */
export type Said = Readonly<Record<string, string | number | boolean | readonly string[]>>;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const WHOLE = /^\d{1,15}$/;

type Reader = (values: readonly string[]) => Said[string] | null;

export const several =
  (known: readonly string[]): Reader =>
  (values) => {
    const kept = values.filter((each) => known.includes(each));
    return kept.length === 0 ? null : kept;
  };
const one =
  (fits: (value: string) => boolean): Reader =>
  ([value = ""]) =>
    value !== "" && fits(value) ? value : null;
const id = one((value) => ID.test(value));
const moment = one((value) => !Number.isNaN(Date.parse(value)));
const amount: Reader = ([value = ""]) => (WHOLE.test(value) ? Number(value) : null);
const flag: Reader = ([value]) => (value === "true" ? true : value === "false" ? false : null);
const text = one(() => true);

export const SHARED_FILTERS: Readonly<Record<string, Reader>> = {
  q: text,
  event_id: id,
  ticket_type_id: id,
  tag_id: id,
  placed_from: moment,
  placed_before: moment,
  checked_in: flag,
};

export const ORDER_FILTERS: Readonly<Record<string, Reader>> = {
  ...SHARED_FILTERS,
  state: several(ORDER_STATES),
  money_state: several(MONEY_STATES),
  channel: text,
  amount_from: amount,
  amount_to: amount,
};

/** What the address says; what makes no sense there is left out. */
export function readFilter(address: URLSearchParams, readers: Readonly<Record<string, Reader>>): Said {
  const read = Object.entries(readers).map(([name, reader]) => [name, reader(address.getAll(name))] as const);
  return Object.fromEntries(read.filter((pair): pair is [string, Said[string]] => pair[1] !== null));
}

/** The same as a part of an address. */
export function writeFilter(filter: Said): URLSearchParams {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    for (const each of typeof value === "object" ? value : [String(value)]) address.append(name, each);
  }
  return address;
}

/** Whether two filters ask for the same. */
export function isSameFilter(mine: Said, theirs: Said): boolean {
  const sorted = (filter: Said): string => writeFilter(filter).toString().split("&").sort().join("&");
  return sorted(mine) === sorted(theirs);
}

const DAY = 86_400_000;
const LOCAL = 10;

/** The instant at which a day begins on a clock: `dayStart("2026-12-14", "Europe/Brussels")`. */
export function dayStart(day: string, timeZone: string): string {
  const asked = Date.parse(`${day}T00:00:00Z`);
  const once = asked - offsetAt(asked, timeZone);
  return new Date(asked - offsetAt(once, timeZone)).toISOString();
}

export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, LOCAL);
}

/** The day of an instant on a clock; with `isEnd`, the last day before it. */
export function dayOf(at: string, timeZone: string, isEnd = false): string {
  const instant = Date.parse(at) - (isEnd ? 1 : 0);
  return new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, LOCAL);
}

/** How far a clock is ahead of UTC at an instant. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(new Date(instant));
  const of = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  const clock = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return clock - Math.floor(instant / 1000) * 1000;
}
