// The steps of each group as a table, with the share of those who saw the event that bought.
import { formatCalendarDay, formatWeekday } from "../../../lib/moment";
import { useId, type ReactNode } from "react";
import { useLocale } from "../../../ui/language";
import { useWentOn } from "./FunnelSteps";
import type { Funnel, FunnelLine, Grouping } from "./queries";
import { useFunnelTexts } from "./texts";

const KINDS = ["campaign", "link", "embed", "site", "own", "direct", "other", "unknown"] as const;
const DEVICES = ["phone", "tablet", "desktop"] as const;

interface FunnelTableProps {
  readonly report: Funnel;
  readonly groupBy: Grouping;
}

export function FunnelTable({ report, groupBy }: FunnelTableProps): ReactNode {
  const t = useFunnelTexts();
  const id = useId();
  const nameOf = useNames(groupBy);
  const columns = useColumns();
  const names = [t(`by.${groupBy}`), ...columns.map(({ name }) => name)];
  return (
    <section className="panel stack" aria-labelledby={id}>
      <h2 id={id}>{t("lines")}</h2>
      {report.is_cut && <p className="muted">{t("cut")}</p>}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard */}
      <div className="sales-report__scroll" role="group" aria-label={t("lines")} tabIndex={0}>
        <table className="sales-report__table">
          <thead>
            <tr>
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.lines.map((line) => (
              <tr key={line.key}>
                <th scope="row">
                  <bdi>{nameOf(line)}</bdi>
                </th>
                {columns.map(({ name, cell }) => (
                  <td key={name} className="number">
                    {cell(line)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface Column {
  readonly name: string;
  readonly cell: (line: FunnelLine) => string;
}

function useColumns(): readonly Column[] {
  const t = useFunnelTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const percent = useWentOn();
  return [
    { name: t("step.seen"), cell: (line) => number.format(line.seen) },
    { name: t("step.started"), cell: (line) => number.format(line.started) },
    { name: t("step.held"), cell: (line) => number.format(line.held) },
    { name: t("step.paid"), cell: (line) => number.format(line.paid) },
    { name: t("bought"), cell: (line) => percent(line.all_percent) },
    { name: t("elsewhere"), cell: (line) => number.format(line.elsewhere) },
  ];
}

/** What groups are called: sources and devices in words, links by their names, times by the calendar. */
function useNames(groupBy: Grouping): (line: FunnelLine) => string {
  const t = useFunnelTexts();
  const locale = useLocale();
  const date = (parts: Intl.DateTimeFormatOptions, day: string | number): string =>
    formatCalendarDay(day, locale, parts);
  return ({ key, name }) => {
    if (groupBy === "source") return sourceName(key, t);
    if (key === "") return t(groupBy === "hour" ? "noHour" : "unnamed");
    switch (groupBy) {
      case "link":
        return name ?? key;
      case "device": {
        const device = DEVICES.find((each) => each === key);
        return device === undefined ? key : t(`device.${device}`);
      }
      case "day":
        return date({ weekday: "short", day: "numeric", month: "short", year: "numeric" }, key);
      case "weekday":
        return formatWeekday(Number(key), locale);
      case "hour":
        return date({ hour: "numeric", minute: "2-digit" }, Date.UTC(1970, 0, 1, Number(key)));
      default:
        return key;
    }
  };
}

function sourceName(key: string, t: ReturnType<typeof useFunnelTexts>): string {
  const place = key.indexOf(":");
  const name = key.slice(place + 1);
  const kind = KINDS.find((each) => each === key.slice(0, place)) ?? "unknown";
  return name === "" ? t(`kind.${kind}`) : t("source", { name, kind: t(`kind.${kind}`) });
}
