// A date and time on the event's clock with its zone, and on the reader's clock when that differs.
import type { ReactNode } from "react";
import { formatMoment, clocksDiffer, type Detail } from "../lib/moment";
import { useLocale, useWords } from "./language";

export interface MomentProps {
  /** ISO 8601. */
  readonly at: string;
  /** The event's, such as `Europe/Brussels`. */
  readonly timeZone: string;
  readonly detail?: Detail;
  /** The reader's zone; the browser's own unless told. */
  readonly viewerZone?: string;
}

export function Moment({ at, timeZone, detail = "full", viewerZone }: MomentProps): ReactNode {
  const locale = useLocale();
  const words = useWords();
  const own = viewerZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const differs = detail !== "date" && clocksDiffer(at, timeZone, own);
  return (
    <>
      <time dateTime={at}>{formatMoment(at, timeZone, locale, detail)}</time>
      {differs && (
        <span className="muted small moment__own">
          {" "}
          ({words("localTime", { time: formatMoment(at, own, locale, "own") })})
        </span>
      )}
    </>
  );
}
