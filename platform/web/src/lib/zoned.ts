// Wall-clock times of a time zone, as fields of date and time have them, and the instants that they mean.

const MINUTE = 60_000;
const LOCAL = 16;

/** "2026-12-14T18:00" for an instant, on the clock of a zone; empty for none. */
export function localIn(at: string | null, timeZone: string): string {
  if (at === null || at === "") return "";
  const instant = Date.parse(at);
  return new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, LOCAL);
}

/**
 * The instant of a wall-clock time in a zone, as ISO 8601; null for none. A time that a change of clocks
 * leaves out means the one after it, and one that comes twice means its first.
 */
export function instantIn(local: string, timeZone: string): string | null {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return null;
  const before = offsetAt(asUtc - 24 * 60 * MINUTE, timeZone);
  const candidates = [before, offsetAt(asUtc - before, timeZone)].map((offset) => asUtc - offset);
  const fitting = candidates.filter((instant) => instant + offsetAt(instant, timeZone) === asUtc);
  return new Date(Math.min(...(fitting.length > 0 ? fitting : candidates.slice(0, 1)))).toISOString();
}

function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US-u-ca-iso8601", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(instant);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"));
  return wall - Math.floor(instant / MINUTE) * MINUTE;
}
