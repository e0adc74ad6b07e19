// Whole days on a clock, and the instants at which they begin and end.

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
