// What happened in each week around the event's first day: one figure as bars, all of them as a table.
import { formatCalendarDay } from "../../../lib/moment";
import { useState, type ReactNode } from "react";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { BarChart, highestOf, type Bar } from "../parts/BarChart";
import type { Week } from "./queries";
import { useEngagementTexts } from "./texts";

const FIGURES = ["mails", "reads", "saves", "sign_ups", "came", "joined"] as const;

export function EngagementWeeks({ weeks }: { readonly weeks: readonly [Week, ...Week[]] }): ReactNode {
  const t = useEngagementTexts();
  const locale = useLocale();
  const [shown, setShown] = useState<(typeof FIGURES)[number]>("mails");
  const number = new Intl.NumberFormat([locale, "en"]);
  const barOf = (week: Week): Bar => ({
    key: week.first_day,
    name: formatCalendarDay(week.first_day, locale, { dateStyle: "medium" }),
    value: week[shown],
    said: number.format(week[shown]),
    cells: FIGURES.map((figure) => number.format(week[figure])),
    copied: [week.first_day, ...FIGURES.map((figure) => week[figure])],
  });
  const [first, ...rest] = weeks;
  const bars: [Bar, ...Bar[]] = [barOf(first), ...rest.map(barOf)];
  const top = highestOf(bars, ({ value }) => value);
  const name = t(`week.${shown}`);
  return (
    <div className="stack">
      <div className="sales-report__wish">
        <NativeSelect
          label={t("shown")}
          required
          value={shown}
          onChange={(value) => setShown(FIGURES.find((figure) => figure === value) ?? "mails")}
          options={FIGURES.map((value) => ({ value, label: t(`week.${value}`) }))}
        />
      </div>
      <BarChart
        caption={t("weeks")}
        summary={t("weeksSummary", { name, week: top.name, number: top.said })}
        most={t("weeksMost", { week: top.name, number: top.said })}
        columns={[t("week"), ...FIGURES.map((figure) => t(`week.${figure}`))]}
        bars={bars}
      />
    </div>
  );
}
