// Tickets by day as bars; the same as a table, to read and to copy.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { useNotify } from "../shell/notifications";
import { barsOf, type Bar } from "./days";
import type { Day } from "./queries";
import { useDashboardTexts } from "./texts";

const MOST_DAYS = 60;
const HEIGHT = 120;
const STEP = 10;
const BAR = 7;

export function DayChart({ days }: { readonly days: readonly Day[] }): ReactNode {
  const t = useDashboardTexts();
  const locale = useLocale();
  const notify = useNotify();
  const [isTable, setTable] = useState(false);
  const bars = barsOf(days, MOST_DAYS);
  const date = new Intl.DateTimeFormat([locale, "en"], { day: "numeric", month: "short", timeZone: "UTC" });
  const number = new Intl.NumberFormat([locale, "en"]);
  const first = bars.at(0);
  const last = bars.at(-1);
  if (first === undefined || last === undefined) return <p className="muted">{t("days.none")}</p>;
  const named = (bar: Bar): string => date.format(new Date(bar.day));
  const most = bars.reduce((best, bar) => (bar.tickets > best.tickets ? bar : best), first);
  const copy = async (): Promise<void> => {
    const lines = bars.map((bar) => [bar.day, bar.tickets, bar.placed].join("\t"));
    await navigator.clipboard.writeText([[t("days.day"), t("tickets"), t("orders")].join("\t"), ...lines].join("\n"));
    notify(t("days.copied"));
  };
  return (
    <div className="day-chart">
      {isTable ? (
        <DayTable bars={bars} named={named} />
      ) : (
        <figure className="day-chart__figure">
          <svg
            role="img"
            viewBox={`0 0 ${String(bars.length * STEP)} ${String(HEIGHT)}`}
            preserveAspectRatio="none"
            aria-label={t("days.summary", {
              from: named(first),
              until: named(last),
              most: number.format(most.tickets),
              day: named(most),
            })}
          >
            {bars.map((bar, place) => {
              const height = most.tickets === 0 ? 0 : (bar.tickets / most.tickets) * HEIGHT;
              return (
                <rect key={bar.day} x={place * STEP} y={HEIGHT - height} width={BAR} height={height}>
                  <title>{`${named(bar)}: ${number.format(bar.tickets)}`}</title>
                </rect>
              );
            })}
          </svg>
          <figcaption className="day-chart__ends">
            <span>{named(first)}</span>
            <span>{t("days.most", { number: number.format(most.tickets), day: named(most) })}</span>
            <span>{named(last)}</span>
          </figcaption>
        </figure>
      )}
      <p className="day-chart__ways">
        <Button kind="quiet" size="small" onPress={() => setTable(!isTable)}>
          <Icon name={isTable ? "chart" : "form"} />
          {t(isTable ? "days.asChart" : "days.asTable")}
        </Button>
        <Button kind="quiet" size="small" onPress={() => void copy()}>
          <Icon name="copy" />
          {t("days.copy")}
        </Button>
      </p>
    </div>
  );
}

function DayTable({ bars, named }: { readonly bars: readonly Bar[]; readonly named: (bar: Bar) => string }): ReactNode {
  const t = useDashboardTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  return (
    <table className="day-chart__table">
      <caption className="visually-hidden">{t("days.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("days.day")}</th>
          <th scope="col">{t("tickets")}</th>
          <th scope="col">{t("orders")}</th>
        </tr>
      </thead>
      <tbody>
        {bars
          .filter((bar) => bar.placed > 0)
          .map((bar) => (
            <tr key={bar.day}>
              <th scope="row">{named(bar)}</th>
              <td className="number">{number.format(bar.tickets)}</td>
              <td className="number">{number.format(bar.placed)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
