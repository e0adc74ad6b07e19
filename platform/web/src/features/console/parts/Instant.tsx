// A moment in the organization's affairs, short and on the reader's own clock: "Mon 14 Dec, 18:02".
import type { ReactNode } from "react";
import { formatDay, formatTime } from "../../../lib/when";
import { useLocale } from "../../../ui/language";
import { useConnection } from "../session/api";

export function Instant({ at }: { readonly at: string }): ReactNode {
  const format = useInstant();
  return (
    <time dateTime={at} className="number">
      {format(at)}
    </time>
  );
}

/** The same as text, for the inside of a sentence. */
export function useInstant(): (at: string) => string {
  const locale = useLocale();
  const { timeZone } = useConnection().config.person;
  return (at) => `${formatDay(at, timeZone, locale)}, ${formatTime(at, timeZone, locale)}`;
}
