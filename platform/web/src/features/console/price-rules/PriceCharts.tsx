// How a price goes with units sold and with time: a chart, and the table that says the same.
import type { ReactNode } from "react";
import { intlLocale } from "../../../lib/language";
import { formatMoment } from "../../../lib/moment";
import { useLocale } from "../../../ui/language";
import { BarChart, highestOf, type Bar } from "../parts/BarChart";
import { useAmount } from "../shell/money";
import type { Explanation } from "./queries";
import { usePriceTexts } from "./texts";

export interface PriceChartsProps {
  readonly found: Explanation;
  readonly timeZone: string;
}

export function PriceCharts({ found, timeZone }: PriceChartsProps): ReactNode {
  const t = usePriceTexts();
  const locale = useLocale();
  const number = new Intl.NumberFormat([intlLocale(locale), "en"]);
  const base = t(found.demand ? "explain.demand" : "explain.list");
  return (
    <div className="price-rules__charts">
      <Steps
        title={t("chart.soldTitle")}
        column={t("chart.sold")}
        currency={found.currency}
        base={base}
        steps={found.by_sold.map((step) => ({ ...step, key: String(step.sold), at: number.format(step.sold) }))}
      />
      <Steps
        title={t("chart.timeTitle")}
        column={t("chart.from")}
        currency={found.currency}
        base={base}
        steps={found.by_time.map((step) => ({
          ...step,
          key: step.at,
          at: formatMoment(step.at, timeZone, locale, "own"),
        }))}
      />
    </div>
  );
}

interface Step {
  readonly key: string;
  /** Where it begins, in words. */
  readonly at: string;
  readonly unit_minor: number;
  readonly name: string;
}

interface StepsProps {
  readonly title: string;
  readonly column: string;
  readonly currency: string;
  /** What a price without a rule is called. */
  readonly base: string;
  readonly steps: readonly Step[];
}

function Steps({ title, column, currency, base, steps }: StepsProps): ReactNode {
  const t = usePriceTexts();
  const money = useAmount();
  const bars = steps.map<Bar>(({ key, at, unit_minor: minor, name }) => {
    const price = money(minor, currency);
    const rule = name || base;
    return { key, name: at, value: minor, said: `${price} · ${rule}`, cells: [price, rule], copied: [at, minor, rule] };
  });
  const [first, ...others] = bars;
  if (first === undefined) return null;
  const all: readonly [Bar, ...Bar[]] = [first, ...others];
  const highest = highestOf(all, ({ value }) => value);
  return (
    <section aria-label={title}>
      <h3 className="price-rules__chart">{title}</h3>
      <BarChart
        caption={title}
        summary={all.map(({ name, said }) => `${name}: ${said}`).join("; ")}
        most={t("chart.highest", { price: money(highest.value, currency) })}
        columns={[column, t("explain.price"), t("explain.rule")]}
        bars={all}
      />
    </section>
  );
}
