// The downloaded list: changes are laid over it, people are found and counted in it, entries are known by it. Pure.
import { plainLetters } from "../../lib/matching";
import { plainOrderNumber } from "../../lib/typed-text";
import type { AttendeeAnswer, Attendees, DoorList, ListedTicket, StoredScan } from "./types";

export interface Entry {
  readonly at: string;
  readonly gate: string;
}

export interface Counts {
  readonly inside: number;
  readonly expected: number;
}

const MOST_FOUND = 20;

/** The list after an answer: a complete one replaces it, any other changes the tickets it names. */
export function afterAnswer(known: Attendees | null, answer: AttendeeAnswer, etag: string, now: number): Attendees {
  const { list_ids: listIds, items, cursor } = answer;
  const base = answer.is_complete || known === null ? [] : known.tickets;
  const changed = new Map(items.map((each) => [each.id, each]));
  const kept = base.filter(({ id }) => !changed.has(id));
  const tickets = [...kept, ...items].filter((each) => each.lists.length > 0);
  return { listIds, tickets, cursor, etag, downloadedAt: now };
}

/** The day of a list that admits once each day, in its zone; else empty. */
export function periodOf(list: DoorList, now: number): string {
  if (list.once_per !== "day") return "";
  const parts = dayIn(list.time_zone).formatToParts(now);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

const DAYS = new Map<string, Intl.DateTimeFormat>();

function dayIn(timeZone: string): Intl.DateTimeFormat {
  const known = DAYS.get(timeZone);
  if (known !== undefined) return known;
  const shape = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const made = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", shape);
  DAYS.set(timeZone, made);
  return made;
}

/** One list as it is at an instant: by it, tickets are looked up and counted. */
export interface ListView {
  readonly list: DoorList;
  /** Among those of the download; -1 where it is none of them. */
  readonly place: number;
  readonly period: string;
  /** By `passedHere`. */
  readonly made: ReadonlyMap<string, readonly StoredScan[]>;
  /** By how many milliseconds the device's clock is ahead of the server's. */
  readonly clockOffset: number;
}

export function viewOf(
  attendees: Attendees,
  list: DoorList,
  made: ReadonlyMap<string, readonly StoredScan[]>,
  now: number,
  clockOffset = 0,
): ListView {
  return { list, place: attendees.listIds.indexOf(list.id), period: periodOf(list, now), made, clockOffset };
}

/** Since when a ticket is in by a list: by the download, or by a scan of this device that it has not yet. */
export function entryOf(ticket: ListedTicket, { list, place, period, made }: ListView): Entry | null {
  const listed = ticket.entries.find((each) => each.list === place && each.period === period);
  if (listed !== undefined) return { at: listed.at, gate: listed.gate };
  const own = made.get(entryKey(list.id, ticket.id))?.findLast((each) => each.reason === "admitted");
  return own !== undefined && periodOf(list, Date.parse(own.scannedAt)) === period
    ? { at: own.scannedAt, gate: "" }
    : null;
}

/** The scans of this device by which each ticket came in, or went out, by list and ticket, the earliest first. */
export function passedHere(scans: Iterable<StoredScan>): Map<string, StoredScan[]> {
  const found = new Map<string, StoredScan[]>();
  for (const each of scans) {
    const hasPassed = (each.reason === "admitted" || each.reason === "exited") && each.outcome !== "refused";
    if (!hasPassed || each.ticketId === null) continue;
    const key = entryKey(each.listId, each.ticketId);
    found.set(key, [...(found.get(key) ?? []), each]);
  }
  return found;
}

/** Who is in by a list, and whom it expects: holders of valid tickets. */
export function countsOf(attendees: Attendees, view: ListView): Counts {
  const expected = attendees.tickets.filter((each) => each.state === "valid" && each.lists.includes(view.place));
  const inside = expected.filter((each) => entryOf(each, view) !== null);
  return { inside: inside.length, expected: expected.length };
}

/** Whose name has this part, whatever its case and accents, or whose order has this number. */
export function findTickets(attendees: Attendees, text: string): ListedTicket[] {
  const wanted = plainLetters(text.trim());
  if (wanted === "") return [];
  const number = plainOrderNumber(text);
  return attendees.tickets
    .filter((each) => plainLetters(each.name).includes(wanted) || each.number === number)
    .sort((a, b) => Number(b.state === "valid") - Number(a.state === "valid") || a.name.localeCompare(b.name))
    .slice(0, MOST_FOUND);
}

function entryKey(listId: string, ticketId: string): string {
  return `${listId} ${ticketId}`;
}
