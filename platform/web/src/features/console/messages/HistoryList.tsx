// What happened to a message, each thing at its moment, from the first on.
import type { ReactNode } from "react";
import { formatDay, formatTime } from "../../../lib/when";
import { useLocale } from "../../../ui/language";

export interface Entry {
  readonly at: string;
  readonly looks: string;
  readonly title: string;
  readonly detail: string;
}

export const ATTEMPT_LOOKS: Readonly<Record<"started" | "accepted" | "refused" | "unclear", string>> = {
  started: "tag",
  accepted: "tag tag--good",
  refused: "tag tag--bad",
  unclear: "tag tag--warm",
};

export function HistoryList({
  entries,
  zone,
}: {
  readonly entries: readonly Entry[];
  readonly zone: string;
}): ReactNode {
  const locale = useLocale();
  const inOrder = entries.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return (
    <ol className="mail-history">
      {inOrder.map(({ at, looks, title, detail }, index) => (
        <li key={index}>
          <span className={looks}>{title}</span>
          <time dateTime={at} className="number muted small">
            {formatDay(at, zone, locale)}, {formatTime(at, zone, locale)}
          </time>
          {detail !== "" && <p className="small mail-reason">{detail}</p>}
        </li>
      ))}
    </ol>
  );
}
