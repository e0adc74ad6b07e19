// Countdown of a hold: its clock, and the minutes that are announced.

const SPOKEN_MINUTES = [5, 2, 1] as const;

/** The way of a page from the server is taken for time that is left: by so much a second may be too many. */
const TRAVEL_SECONDS = 0.25;

/** Whole seconds until an instant, as a clock shows them; nought once it is there, and not before. */
export function secondsLeft(until: string, now: number): number {
  const left = (Date.parse(until) - now) / 1000;
  return left > 0 ? Math.max(1, Math.ceil(left - TRAVEL_SECONDS)) : 0;
}

/** `9:05`, and `1:00:00` from an hour on. */
export function formatCountdown(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const two = (value: number): string => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/**
 * The minutes that a screen reader is told when the seconds left went from `before` to `now`: each mark once.
 * A tab that slept past several marks tells only the last.
 */
export function announcedMinutes(before: number, now: number): number | null {
  const passed = SPOKEN_MINUTES.filter((minutes) => now <= minutes * 60 && before > minutes * 60 && now > 0);
  const last = passed.at(-1);
  if (last === undefined) return null;
  return before === Infinity && now < last * 60 ? Math.max(1, Math.ceil(now / 60)) : last;
}
