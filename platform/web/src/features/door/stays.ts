// Who is inside by a list with re-entry or a capacity, as far as this device knows, and what follows from it. Pure.
// The server's rules are turnout/modules/checkin/reentry.py.
import { periodOf, type ListView } from "./attendees";
import type { Attendees, Direction, DoorList, ListedTicket, Reason } from "./types";

export interface Stay {
  readonly at: string;
  readonly gate: string;
  /** Null: still inside. */
  readonly outAt: string | null;
}

/** What is known of a ticket's stays by a list that counts, and how many are inside by it. */
export interface Stays {
  readonly own: readonly Stay[];
  readonly inside: number;
}

const MINUTE = 60_000;
/** Server's times are finer than those of browsers. */
const SAME_MILLISECONDS = 1;

export function letsOut(list: DoorList): boolean {
  return list.entry_rule === "re_entry";
}

export function isCounted(list: DoorList): boolean {
  return letsOut(list) || (list.capacity ?? null) !== null;
}

/**
 * The stays of a ticket on the day of a view, the earliest first: by the download, and by scans of this device that
 * the download does not have yet.
 */
export function staysOf(ticket: ListedTicket, view: ListView): readonly Stay[] {
  const { list, place, period, made, clockOffset } = view;
  const stays = ticket.entries
    .filter((each) => each.list === place && each.period === period)
    .map(({ at, gate, out_at: outAt }): Stay => ({ at, gate, outAt: outAt ?? null }))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const known = Math.max(
    0,
    ...stays.flatMap(({ at, outAt }) => [Date.parse(at), outAt === null ? 0 : Date.parse(outAt)]),
  );
  for (const scan of made.get(`${list.id} ${ticket.id}`) ?? []) {
    const moment = Date.parse(scan.scannedAt) - clockOffset;
    if (scan.outcome === "conflict" || moment <= known + SAME_MILLISECONDS || periodOf(list, moment) !== period)
      continue;
    const at = new Date(moment).toISOString();
    const last = stays.at(-1);
    const isInside = last !== undefined && last.outAt === null;
    if (scan.reason === "admitted" && !isInside) stays.push({ at, gate: "", outAt: null });
    if (scan.reason === "exited" && isInside) stays[stays.length - 1] = { ...last, outAt: at };
  }
  return stays;
}

export function insideOf(stays: readonly Stay[]): Stay | null {
  return stays.find(({ outAt }) => outAt === null) ?? null;
}

/** How many are inside by a list. */
export function countInside(attendees: Attendees, view: ListView): number {
  return attendees.tickets.filter((each) => insideOf(staysOf(each, view)) !== null).length;
}

export function goesOut(direction: Direction, list: DoorList, stays: Stays | null): boolean {
  if (direction !== "auto") return direction === "out";
  return letsOut(list) && stays !== null && insideOf(stays.own) !== null;
}

export function exitReason(list: DoorList, stays: Stays | null): Reason {
  if (stays === null || !letsOut(list)) return "no_exits";
  return insideOf(stays.own) === null ? "not_inside" : "exited";
}

/** Why what the ticket did before keeps it out; null: nothing does. */
export function stayReason(list: DoorList, { own }: Stays, now: number): Reason | null {
  if (insideOf(own) !== null || (own.length > 0 && !letsOut(list))) return "already_admitted";
  const left = own.at(-1)?.outAt ?? null;
  if (left === null) return null;
  const { max_reentries: most, reentry_minutes: minutes } = list;
  if (most !== null && own.length > most) return "reentry_limit";
  return minutes !== null && now - Date.parse(left) > minutes * MINUTE ? "reentry_expired" : null;
}

export function fullReason({ capacity }: DoorList, { inside }: Stays): Reason | null {
  return capacity !== null && inside >= capacity ? "full" : null;
}
