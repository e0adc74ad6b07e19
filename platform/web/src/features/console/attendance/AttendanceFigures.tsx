// Who came of those expected as a few figures, and as tables that a screen reader reads cell by cell.
import "../dashboard/dashboard.css";
import "./attendance.css";
import { useId, type ReactNode } from "react";
import { useLocale } from "../../../ui/language";
import { Stat } from "../dashboard/Stat";
import { NOTHING, usePercent } from "../parts/percent";
import type { Figures, Report } from "./queries";
import { useAttendanceTexts } from "./texts";

/** The event as a whole; lists that count who is inside have a figure each. */
export function AttendanceSums({ report }: { readonly report: Report }): ReactNode {
  const t = useAttendanceTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const share = usePercent();
  const { event } = report;
  return (
    <dl className="stats">
      <Stat name={t("attended")} value={number.format(event.attended)}>
        {t("ofExpected", { count: event.expected, shown: number.format(event.expected) })}
      </Stat>
      {report.online > 0 && (
        <Stat name={t("online")} value={number.format(report.online)}>
          {t("online.apart")}
        </Stat>
      )}
      <Stat name={t("rate")} value={share(event.rate)} />
      {event.no_shows === null ? (
        <Stat name={t("noShows")} value={NOTHING}>
          {t("noShows.later")}
        </Stat>
      ) : (
        <Stat name={t("noShows")} value={number.format(event.no_shows)} />
      )}
      {report.lists.map(
        ({ list_id: id, name, inside, capacity }) =>
          inside !== null && (
            <Stat key={id} name={t("insideOf", { list: name })} value={number.format(inside)}>
              {capacity !== null && t("ofPlaces", { count: capacity, shown: number.format(capacity) })}
            </Stat>
          ),
      )}
    </dl>
  );
}

export interface Line extends Figures {
  readonly key: string;
  readonly name: ReactNode;
}

export function AttendanceTable({
  title,
  first,
  lines,
}: {
  readonly title: string;
  /** What a line is: a day, a list. */
  readonly first: string;
  readonly lines: readonly Line[];
}): ReactNode {
  const t = useAttendanceTexts();
  const id = useId();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const share = usePercent();
  const cell = (value: number | null): string => (value === null ? NOTHING : number.format(value));
  return (
    <section className="panel stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard */}
      <div className="attendance__scroll" role="group" aria-label={title} tabIndex={0}>
        <table className="attendance__table">
          <thead>
            <tr>
              {[first, t("expected"), t("attended"), t("noShows"), t("rate")].map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.key}>
                <th scope="row">
                  <bdi>{line.name}</bdi>
                </th>
                <td className="number">{cell(line.expected)}</td>
                <td className="number">{cell(line.attended)}</td>
                <td className="number">{cell(line.no_shows)}</td>
                <td className="number">{share(line.rate)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
