// Shows an event's time on the reader's clock, where that differs from the event's.
import { intlLocale } from "../../lib/language";

/** The text for the reader, or null when both clocks agree on that day. */
export function localTimeText(
  from: string,
  until: string,
  eventZone: string,
  viewerZone: string,
  locale: string,
): string | null {
  const start = new Date(from);
  const end = new Date(until);
  if (wallClock(start, eventZone) === wallClock(start, viewerZone)) return null;
  const format = new Intl.DateTimeFormat(intlLocale(locale), {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: viewerZone,
    timeZoneName: "short",
  });
  return format.formatRange(start, end);
}

function wallClock(moment: Date, zone: string): string {
  return new Intl.DateTimeFormat("en", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(moment);
}

export function startLocalTime(element: HTMLElement): void {
  const { from, until, zone, text } = element.dataset;
  if (!from || !until || !zone) return;
  const viewer = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const said = localTimeText(from, until, zone, viewer, document.documentElement.lang || "en");
  if (said === null) return;
  element.textContent = (text ?? "#").replace("#", said);
  element.hidden = false;
}
