// Dates and times in a time zone, in the reader's language.

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

export function formatMoment(at: string, timeZone: string, locale: string, detail: Detail): string {
  return new Intl.DateTimeFormat([locale, "en"], { ...SHAPES[detail], timeZone, ...HOURS }).format(new Date(at));
}

/** Whether clocks in the two zones differ at that instant; the names alone may. */
export function clocksDiffer(at: string, here: string, there: string): boolean {
  if (here === there) return false;
  const clock = (timeZone: string): string =>
    new Intl.DateTimeFormat("en", { timeZone, dateStyle: "short", timeStyle: "short" }).format(new Date(at));
  return clock(here) !== clock(there);
}
