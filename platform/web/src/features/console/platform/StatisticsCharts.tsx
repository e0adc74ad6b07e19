// How a period came about: tickets, and the revenue of each currency by itself.
import type { ReactNode } from "react";
import { BarChart, highestOf, type Bar } from "../parts/BarChart";
import { Section } from "../parts/Section";
import { useAmount } from "../shell/money";
import { useStatisticsWords, type Bucket, type Statistics } from "./statistics";
import { moneyOf, MoneyTiles } from "./StatisticsTiles";
import { usePlatformTexts } from "./texts";

const COUNTS = ["tickets", "orders", "organizations_active", "people_signed_up"] as const;

export function TicketChart({ found }: { readonly found: Statistics }): ReactNode {
  const t = usePlatformTexts();
  const { number } = useStatisticsWords();
  return (
    <Chart
      title={t("statistics.tickets")}
      found={found}
      columns={COUNTS.map((name) => t(`statistics.${name}`))}
      valuesOf={({ figures }) => [figures.tickets, ...COUNTS.slice(1).map((name) => figures[name])]}
      said={number}
    />
  );
}

/** The money of one currency: what came and went, and when. */
export function MoneyChart({ found, currency }: { readonly found: Statistics; readonly currency: string }): ReactNode {
  const t = usePlatformTexts();
  const amount = useAmount();
  return (
    <Chart
      title={t("statistics.money", { currency })}
      found={found}
      columns={[t("statistics.gross_minor"), t("statistics.refunds_minor"), t("statistics.platform_fees_minor")]}
      valuesOf={({ figures }) => {
        const money = moneyOf(figures, currency);
        return [money.gross_minor, money.refunds_minor, money.platform_fees_minor];
      }}
      said={(minor) => amount(minor, currency)}
    >
      <MoneyTiles now={moneyOf(found.totals, currency)} before={moneyOf(found.before, currency)} />
    </Chart>
  );
}

interface ChartProps {
  readonly title: string;
  readonly found: Statistics;
  /** What the figures are called; the first is drawn. */
  readonly columns: readonly string[];
  readonly valuesOf: (bucket: Bucket) => readonly [number, ...number[]];
  readonly said: (value: number) => string;
  /** What stands above it. */
  readonly children?: ReactNode;
}

function Chart({ title, found: { by, series }, columns, valuesOf, said, children }: ChartProps): ReactNode {
  const t = usePlatformTexts();
  const words = useStatisticsWords();
  const named = (bucket: Bucket): string => words.bucket(bucket, by);
  const barOf = (bucket: Bucket): Bar => {
    const values = valuesOf(bucket);
    const isEmpty = values.every((value) => value === 0);
    return {
      key: bucket.starts_on,
      name: named(bucket),
      value: values[0],
      said: said(values[0]),
      cells: isEmpty ? [] : values.map(said),
      copied: [bucket.starts_on, ...values],
    };
  };
  const [first, ...others] = series;
  if (first === undefined) return null;
  const highest = highestOf([first, ...others], (bucket) => valuesOf(bucket)[0]);
  const most = { number: said(valuesOf(highest)[0]), when: named(highest) };
  return (
    <Section title={title} boxed>
      {children}
      <BarChart
        caption={title}
        summary={t("statistics.summary", {
          title,
          from: named(first),
          until: named(others.at(-1) ?? first),
          ...most,
        })}
        most={t("statistics.most", most)}
        columns={[t(`statistics.by.${by}`), ...columns]}
        bars={[barOf(first), ...others.map(barOf)]}
      />
    </Section>
  );
}
