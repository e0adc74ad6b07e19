// Shows an event's time on the reader's clock, where that differs from the event's.
import { clocksDiffer } from "../../lib/moment";
import { formatWhen } from "../../lib/when";

/** The text for the reader, in the form of the page's own line; null when both clocks agree on that day. */
export function localTimeText(
  from: string,
  until: string,
  eventZone: string,
  viewerZone: string,
  locale: string,
): string | null {
  if (!clocksDiffer(from, eventZone, viewerZone)) return null;
  return formatWhen(from, until, { timeZone: viewerZone, locale });
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
