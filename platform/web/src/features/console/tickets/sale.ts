// Where a ticket type stands in its sale, and the windows of sale as parts of one line of time.
import type { Event } from "../shell/event";
import type { Pool } from "../events/queries";
import type { TicketType } from "./type-form";

export type Standing = "onSale" | "upcoming" | "over" | "paused" | "soldOut" | "archived";

export function standingOf(type: TicketType, pool: Pool | undefined, event: Event, now: number): Standing {
  if (type.state === "archived" || type.state === "paused") return type.state;
  const ends = Date.parse(type.sales_end_at ?? event.ends_at ?? "");
  if (now >= ends) return "over";
  if (pool !== undefined && pool.remaining <= 0) return "soldOut";
  return Date.parse(type.sales_start_at ?? "") > now ? "upcoming" : "onSale";
}

export interface Span {
  /** Parts of the whole line, 0 to 1. */
  readonly from: number;
  readonly to: number;
  /** It says no start (or end) of its own. */
  readonly openStart: boolean;
  readonly openEnd: boolean;
}

export interface Timeline {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly event: number | null;
  readonly spans: ReadonlyMap<string, Span>;
}

const DAY = 86_400_000;
const MARGIN = 0.04;

/** From the first start (or now) to the end of the event, with a little air; null where no window is said. */
export function timelineOf(types: readonly TicketType[], event: Event, now: number): Timeline | null {
  const said = types.flatMap((type) => [type.sales_start_at, type.sales_end_at]).filter((at) => at !== null);
  const ends = event.ends_at ?? event.starts_at;
  if (types.length === 0 || (said.length === 0 && ends === null)) return null;
  const moments = [...said.map(Date.parse), now, ...(ends === null ? [] : [Date.parse(ends)])];
  const first = Math.min(...moments);
  const last = Math.max(...moments, first + DAY);
  const air = (last - first) * MARGIN;
  const [from, to] = [first - air, last + air];
  const at = (moment: number): number => (moment - from) / (to - from);
  const spanOf = (type: TicketType): Span => ({
    from: type.sales_start_at === null ? 0 : at(Date.parse(type.sales_start_at)),
    to: at(Date.parse(type.sales_end_at ?? ends ?? new Date(to).toISOString())),
    openStart: type.sales_start_at === null,
    openEnd: type.sales_end_at === null,
  });
  return {
    from,
    to,
    now: at(now),
    event: event.starts_at === null ? null : at(Date.parse(event.starts_at)),
    spans: new Map(types.map((type) => [type.id, spanOf(type)])),
  };
}
