// Lengths of time in the reader's language: "3 days", "12 hours".
const HOURS_OF_DAY = 24;
const MANY_HOURS = 48;
const SECONDS_OF_HOUR = 3_600;
const SECONDS_OF_MINUTE = 60;

function shown(number: number, unit: "minute" | "hour" | "day", locale: string): string {
  return new Intl.NumberFormat([locale, "en"], { style: "unit", unit, unitDisplay: "long" }).format(number);
}

export function daysShown(days: number, locale: string): string {
  return shown(days, "day", locale);
}

/** Days from two on, where they are whole. */
export function hoursShown(hours: number, locale: string): string {
  return hours >= MANY_HOURS && hours % HOURS_OF_DAY === 0
    ? shown(hours / HOURS_OF_DAY, "day", locale)
    : shown(hours, "hour", locale);
}

export function secondsShown(seconds: number, locale: string): string {
  return seconds % SECONDS_OF_HOUR === 0
    ? hoursShown(seconds / SECONDS_OF_HOUR, locale)
    : shown(Math.round(seconds / SECONDS_OF_MINUTE), "minute", locale);
}
