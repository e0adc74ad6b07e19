// Dates and times in a time zone, in the reader's language.
import { dateLocale } from "./language";

/** `full`: day, time and zone · `date`: the day · `time`: the time and zone · `own`: short, for the reader's clock. */
export type Detail = "full" | "date" | "time" | "own";

const SHAPES: Readonly<Record<Detail, Intl.DateTimeFormatOptions>> = {
  full: {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  },
  date: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
  own: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
};

/** Hours are counted from 0 to 23 in every language, as on the server's pages and on tickets. */
const HOURS: Intl.DateTimeFormatOptions = { hourCycle: "h23" };

/** A zone that is told by its distance alone, at the end. */
const NUMBERED_ZONE = /GMT[+-][\d:]+$/;

export function formatMoment(at: string, timeZone: string, locale: string, detail: Detail): string {
  const shape = { ...SHAPES[detail], timeZone, ...HOURS };
  const written = new Intl.DateTimeFormat([dateLocale(locale), "en"], shape).format(new Date(at));
  const isNumbered = locale === "en" && detail !== "own" && NUMBERED_ZONE.test(written);
  return withoutComma(isNumbered ? written.replace(NUMBERED_ZONE, zoneName(at, timeZone)) : written);
}

/** British English has no names for zones of America, American English none for those of Europe. */
function zoneName(at: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "short" }).formatToParts(new Date(at));
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

/** A day of the calendar, which has no time zone, in those parts. */
export function formatCalendarDay(day: string | number, locale: string, parts: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat([dateLocale(locale), "en"], { ...parts, timeZone: "UTC" });
  return withoutComma(format.format(new Date(day)));
}

/** 5 January 1970, from which days of the week are counted. */
const MONDAY = 5;

/** The name of a day of the week, 1 for Monday to 7 for Sunday. */
export function formatWeekday(day: number, locale: string, width: "short" | "long" = "long"): string {
  return formatCalendarDay(Date.UTC(1970, 0, MONDAY + day - 1), locale, { weekday: width });
}

/** "Mon 14 Dec", whether or not the browser writes a comma after the weekday. */
export function withoutComma(written: string): string {
  return written.replace(/^([A-Z][a-z]{2}|[A-Z][a-z]+day),/, "$1");
}

/** Whether clocks in the two zones differ at that instant; the names alone may. */
export function clocksDiffer(at: string, here: string, there: string): boolean {
  if (here === there) return false;
  const clock = (timeZone: string): string =>
    new Intl.DateTimeFormat("en", { timeZone, dateStyle: "short", timeStyle: "short" }).format(new Date(at));
  return clock(here) !== clock(there);
}
