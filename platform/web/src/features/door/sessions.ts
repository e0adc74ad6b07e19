// Sessions at the door: those of today, the soonest first, and which one comes next in the same room. Pure.
import { formatDay } from "../../lib/when";
import type { Setup } from "./types";

export type DoorSession = Setup["sessions"][number];

/** So long before it begins a session is offered while another one is still on. */
const AHEAD_MILLISECONDS = 30 * 60_000;

const isOver = (session: DoorSession, now: number): boolean => Date.parse(session.ends_at) <= now;

/** Of today in the event's zone, or still on: those to come first, then those that are over. */
export function sessionsToday(setup: Setup, now: number): readonly DoorSession[] {
  // A setup that an older version of the scanner kept has none.
  const all = (setup.sessions as readonly DoorSession[] | undefined) ?? [];
  const dayOf = (at: number): string => formatDay(new Date(at).toISOString(), setup.time_zone, "en");
  const today = all.filter((each) => {
    const starts = Date.parse(each.starts_at);
    return dayOf(starts) === dayOf(now) || (starts <= now && !isOver(each, now));
  });
  const order = (each: DoorSession): number => Date.parse(each.starts_at);
  const sorted = [...today].sort((a, b) => order(a) - order(b) || a.title.localeCompare(b.title));
  return [...sorted.filter((each) => !isOver(each, now)), ...sorted.filter((each) => isOver(each, now))];
}

/**
 * The session to go on with after that of a list: once it is over, or shortly before the next one begins. Of a room
 * that has one after the other only that room's; null where nobody scans for a session, or none follows.
 */
export function nextSession(setup: Setup, listId: string, now: number): DoorSession | null {
  const all = (setup.sessions as readonly DoorSession[] | undefined) ?? [];
  const current = all.find((each) => each.list_id === listId);
  if (current === undefined) return null;
  const begun = Date.parse(current.starts_at);
  const following = sessionsToday(setup, now).find(
    (each) =>
      each.list_id !== listId &&
      !isOver(each, now) &&
      Date.parse(each.starts_at) > begun &&
      (current.room_id === null || each.room_id === current.room_id),
  );
  if (following === undefined) return null;
  return isOver(current, now) || Date.parse(following.starts_at) - now <= AHEAD_MILLISECONDS ? following : null;
}
