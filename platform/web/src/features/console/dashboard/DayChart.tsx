// Tickets by day, the last days without gaps.
import { formatCalendarDay } from "../../../lib/moment";
import type { ReactNode } from "react";
import { useLocale } from "../../../ui/language";
import { BarChart, highestOf, type Bar as ChartBar } from "../parts/BarChart";
import { barsOf, type Bar } from "./days";
import type { Day } from "./queries";
import { useDashboardTexts } from "./texts";

const MOST_DAYS = 60;

export function DayChart({ days }: { readonly days: readonly Day[] }): ReactNode {
  const t = useDashboardTexts();
  const locale = useLocale();
  const number = new Intl.NumberFormat([locale, "en"]);
  const [first, ...others] = barsOf(days, MOST_DAYS);
  if (first === undefined) return <p className="muted">{t("days.none")}</p>;
  const named = (bar: Bar): string => formatCalendarDay(bar.day, locale, { day: "numeric", month: "short" });
  const shown = (bar: Bar): ChartBar => ({
    key: bar.day,
    name: named(bar),
    value: bar.tickets,
    said: number.format(bar.tickets),
    cells: bar.placed > 0 ? [number.format(bar.tickets), number.format(bar.placed)] : [],
    copied: [bar.day, bar.tickets, bar.placed],
  });
  const most = highestOf([first, ...others], ({ tickets }) => tickets);
  const highest = { number: number.format(most.tickets), day: named(most) };
  return (
    <BarChart
      caption={t("days.title")}
      summary={t("days.summary", {
        from: named(first),
        until: named(others.at(-1) ?? first),
        most: highest.number,
        day: highest.day,
      })}
      most={t("days.most", highest)}
      columns={[t("days.day"), t("tickets"), t("orders")]}
      bars={[shown(first), ...others.map(shown)]}
    />
  );
}
