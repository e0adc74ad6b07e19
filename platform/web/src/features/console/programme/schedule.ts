// Sessions on a day's grid: which minute, which column, which of several side by side, and what clashes. Pure.
import type { Schemas } from "../../../api/client";
import { instantIn } from "../../../lib/zoned";

export type Programme = Schemas["EventsProgramme"];
export type Session = Schemas["EventsSession"];
export type Room = Schemas["EventsRoom"];
export type Conflict = Schemas["EventsConflict"];

/** Sessions that start before five in the morning belong to the day before, as the API counts days. */
export const DAY_BEGINS = 5 * 60;
export const DAY_ENDS = DAY_BEGINS + 24 * 60;
/** The finest step of the grid, in minutes. */
export const STEP = 5;
/** What is shorter is drawn as long as this, so that it can be read and pressed. */
export const SHORTEST = 2 * STEP;
const HOUR = 60;
const DAY = 24 * HOUR;
const MINUTE = 60_000;
const USUAL = { from: 9 * HOUR, to: 18 * HOUR };
const MOST_DAYS = 31;

/** Where a session stands: minutes after the midnight that begins the day, and a room. */
export interface Spot {
  readonly day: string;
  readonly start: number;
  readonly room: string | null;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Minutes from the midnight of `day` to a wall-clock time such as "2026-12-14T18:00:00". */
export function minutesOf(local: string, day: string): number {
  return Math.round((Date.parse(`${local.slice(0, 19)}Z`) - Date.parse(`${day}T00:00:00Z`)) / MINUTE);
}

/** The wall-clock time of a minute of a day, as fields of date and time have it. */
export function localAt(day: string, minutes: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE).toISOString().slice(0, 16);
}

/** "18:05" of a minute; those after midnight begin again at 00:00. */
export function clockOf(minutes: number): string {
  const within = ((minutes % DAY) + DAY) % DAY;
  return `${String(Math.floor(within / HOUR)).padStart(2, "0")}:${String(within % HOUR).padStart(2, "0")}`;
}

export function spotOf(session: Session): Spot {
  return { day: session.day, start: minutesOf(session.starts_local, session.day), room: session.room_id };
}

/** How long it takes, in minutes. */
export function lengthOf(session: Session): number {
  return Math.round((Date.parse(session.ends_at) - Date.parse(session.starts_at)) / MINUTE);
}

/** The same session at another place; its length stays. */
export function movedTo(session: Session, spot: Spot, timeZone: string): Session {
  const local = localAt(spot.day, spot.start);
  const starts = instantIn(local, timeZone) ?? session.starts_at;
  return {
    ...session,
    day: spot.day,
    room_id: spot.room,
    starts_at: starts,
    ends_at: new Date(Date.parse(starts) + lengthOf(session) * MINUTE).toISOString(),
    starts_local: `${local}:00`,
    ends_local: `${localAt(spot.day, spot.start + lengthOf(session))}:00`,
  };
}

export function isSameSpot(one: Spot, other: Spot): boolean {
  return one.day === other.day && one.start === other.start && one.room === other.room;
}

/** The days of the programme and those on which the event is, in order. */
export function daysOf(sessions: readonly Session[], starts: string | null, ends: string | null): readonly string[] {
  const found = new Set(sessions.map(({ day }) => day));
  if (starts !== null) {
    const first = Date.parse(`${starts.slice(0, 10)}T00:00:00Z`);
    const last = minutesOf(ends ?? starts, starts.slice(0, 10)) - (ends === null ? 0 : DAY_BEGINS);
    const number = Math.min(Math.max(Math.floor(last / DAY) + 1, 1), MOST_DAYS);
    for (let index = 0; index < number; index += 1)
      found.add(new Date(first + index * DAY * MINUTE).toISOString().slice(0, 10));
  }
  return [...found].sort();
}

/** From which to which minute a day is drawn: whole hours around its sessions, and one more on either side. */
export function spanOf(sessions: readonly Session[]): Span {
  if (sessions.length === 0) return USUAL;
  const starts = sessions.map((session) => spotOf(session).start);
  const ends = sessions.map((session) => spotOf(session).start + lengthOf(session));
  return {
    from: Math.max((Math.floor(Math.min(...starts) / HOUR) - 1) * HOUR, DAY_BEGINS),
    to: (Math.ceil(Math.max(...ends) / HOUR) + 1) * HOUR,
  };
}

/** The columns: rooms in their order, and one for what stands in none. */
export function columnsOf(rooms: readonly Room[], sessions: readonly Session[]): readonly (Room | null)[] {
  const isNeeded = rooms.length === 0 || sessions.some(({ room_id }) => room_id === null);
  return isNeeded ? [...rooms, null] : rooms;
}

export interface Lane {
  readonly lane: number;
  readonly lanes: number;
}

/** Sessions at once in one room stand side by side: each with its lane, and of how many. */
export function lanesOf(sessions: readonly Session[]): ReadonlyMap<string, Lane> {
  const found = new Map<string, Lane>();
  for (const room of new Set(sessions.map(({ room_id }) => room_id))) {
    const all = sessions.filter(({ room_id }) => room_id === room);
    let group: { id: string; lane: number }[] = [];
    let ends: number[] = [];
    const close = (): void => {
      for (const { id, lane } of group) found.set(id, { lane, lanes: ends.length });
      [group, ends] = [[], []];
    };
    for (const session of all.sort((one, other) => one.starts_at.localeCompare(other.starts_at))) {
      const starts = Date.parse(session.starts_at);
      const finishes = starts + Math.max(lengthOf(session), SHORTEST) * MINUTE;
      if (ends.every((end) => end <= starts)) close();
      const free = ends.findIndex((end) => end <= starts);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = finishes;
      group.push({ id: session.id, lane });
    }
    close();
  }
  return found;
}

/** What a session would clash with where it is; the API says the same once it is saved. */
export function clashesOf(session: Session, others: readonly Session[]): readonly Conflict[] {
  if (session.state !== "scheduled") return [];
  const [starts, ends] = [Date.parse(session.starts_at), Date.parse(session.ends_at)];
  return others
    .filter((other) => other.id !== session.id && other.state === "scheduled")
    .filter((other) => Date.parse(other.starts_at) < ends && Date.parse(other.ends_at) > starts)
    .flatMap((other) => {
      const between = { first_session_id: session.id, second_session_id: other.id };
      const speakers = session.speaker_ids.filter((id) => other.speaker_ids.includes(id));
      return [
        ...(session.room_id !== null && session.room_id === other.room_id
          ? [{ kind: "room" as const, resource_id: session.room_id, ...between }]
          : []),
        ...speakers.map((id) => ({ kind: "speaker" as const, resource_id: id, ...between })),
      ];
    });
}

/** When the next session of a day might be: after the last one, or when the event begins. */
export function nextStart(sessions: readonly Session[], day: string, eventStarts: string | null): number {
  const ends = sessions
    .filter((session) => session.day === day)
    .map((session) => spotOf(session).start + lengthOf(session));
  const begins = eventStarts?.startsWith(day) === true ? minutesOf(eventStarts, day) : USUAL.from;
  const found = ends.length > 0 ? Math.max(...ends) : begins;
  return Math.min(within(Math.ceil(found / STEP) * STEP), DAY_ENDS - HOUR);
}

interface Way {
  readonly columns: readonly (Room | null)[];
  readonly days: readonly string[];
  readonly direction: "ltr" | "rtl";
}

/** Where a key leads from a spot; null for a key that moves nothing. */
export function stepOf(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  spot: Spot,
  { columns, days, direction }: Way,
): Spot | null {
  const later = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (later !== undefined) return { ...spot, start: within(spot.start + later * (shiftKey ? HOUR : STEP)) };
  const aside = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (aside !== undefined) {
    const place = columns.findIndex((room) => (room?.id ?? null) === spot.room);
    const column = columns[place + (direction === "rtl" ? -aside : aside)];
    return column === undefined ? spot : { ...spot, room: column?.id ?? null };
  }
  const toDay = { PageUp: -1, PageDown: 1 }[key];
  if (toDay === undefined) return null;
  return { ...spot, day: days[days.indexOf(spot.day) + toDay] ?? spot.day };
}

/** A start that still belongs to the day. */
export function within(start: number): number {
  return Math.min(Math.max(start, DAY_BEGINS), DAY_ENDS - STEP);
}

/** Where the grid is drawn, in pixels of the window. */
export interface Drawn {
  /** Of the first hour. */
  readonly top: number;
  /** The height of a step. */
  readonly step: number;
  /** Left and right of each column, in their order. */
  readonly edges: readonly number[];
  /** From which to which minute it goes. */
  readonly span: Span;
}

/** The spot under a point; beside the grid the room stays. */
export function spotAt(
  spot: Spot,
  { x, y }: { readonly x: number; readonly y: number },
  columns: readonly (Room | null)[],
  { top, step, edges, span }: Drawn,
): Spot {
  const place = columns.findIndex((_, index) => x >= (edges[2 * index] ?? 0) && x < (edges[2 * index + 1] ?? 0));
  const room = place === -1 ? spot.room : (columns[place]?.id ?? null);
  const start = span.from + Math.round((y - top) / step) * STEP;
  // Above the first hour it stays: a grid that grew there would move away under the pointer.
  return { ...spot, room, start: within(Math.max(start, span.from)) };
}
