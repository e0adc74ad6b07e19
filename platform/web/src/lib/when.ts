// When an event is, in one short line: "Mon 14 Dec, 18:00–02:00", on its own clock.
import { dateLocale } from "./language";
import { withoutComma } from "./moment";

const HOURS: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const NIGHT_HOURS = 12;
const HOUR = 3_600_000;

/** The day with its weekday, and with its year where that is another than this one. */
export function formatDay(at: string, timeZone: string, locale: string, now: Date = new Date()): string {
  const date = new Date(at);
  const year = new Intl.DateTimeFormat("en", { year: "numeric", timeZone });
  const isThisYear = year.format(date) === year.format(now);
  const shape: Intl.DateTimeFormatOptions = {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(isThisYear ? {} : { year: "numeric" }),
    timeZone,
  };
  return withoutComma(new Intl.DateTimeFormat([dateLocale(locale), "en"], shape).format(date));
}

export function formatTime(at: string, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat([dateLocale(locale), "en"], { ...HOURS, timeZone }).format(new Date(at));
}

/** From start to end; an end in the night that follows needs no day of its own. */
export function formatWhen(
  starts: string,
  ends: string | null,
  { timeZone, locale, now = new Date() }: { readonly timeZone: string; readonly locale: string; readonly now?: Date },
): string {
  const begins = `${formatDay(starts, timeZone, locale, now)}, ${formatTime(starts, timeZone, locale)}`;
  if (ends === null) return begins;
  const hours = (Date.parse(ends) - Date.parse(starts)) / HOUR;
  const isSameDay = formatDay(starts, timeZone, locale, now) === formatDay(ends, timeZone, locale, now);
  if (isSameDay || hours <= NIGHT_HOURS) return `${begins}–${formatTime(ends, timeZone, locale)}`;
  return `${begins} – ${formatDay(ends, timeZone, locale, now)}, ${formatTime(ends, timeZone, locale)}`;
}
