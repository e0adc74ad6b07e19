// A moment in a list, on the list's clock.
import type { ReactNode } from "react";
import { formatDay, formatTime } from "../../../lib/when";
import { useLocale } from "../../../ui/language";
import { useConnection } from "../session/api";
import { useEventIfAny } from "../shell/event";

/** The zone of the list's clock: the event's, and among several events the reader's. */
export function useListZone(): string {
  const event = useEventIfAny();
  const { config } = useConnection();
  return event?.time_zone ?? config.person.timeZone;
}

/** A moment of the list, short: "Mon 14 Dec, 18:02". */
export function ShortMoment({ at, zone }: { readonly at: string; readonly zone: string }): ReactNode {
  const locale = useLocale();
  return (
    <time dateTime={at} className="number">
      {formatDay(at, zone, locale)}, {formatTime(at, zone, locale)}
    </time>
  );
}
