// A report: which days and groups, the figures in all, a chart of times, and every line.
import "../dashboard/dashboard.css";
import "./sales-reports.css";
import type { ReactNode } from "react";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Stat } from "../dashboard/Stat";
import { BarChart, highestOf, type Bar } from "../parts/BarChart";
import { useCounted } from "../parts/counted";
import { FileButtons } from "../parts/FileButtons";
import { SavedReports } from "../saved-reports/SavedReports";
import { useAmount } from "../shell/money";
import { Loaded } from "../shell/states";
import { useLineName } from "./names";
import { isBackwards, useReport, useReportFile, type Report, type ReportLine } from "./queries";
import { ReportTable } from "./ReportTable";
import { useReportTexts } from "./texts";
import { GROUPINGS, isInTime, PERIODS, useWish, type Grouping, type Period, type Wish } from "./wish";

export interface SalesReportProps {
  /** Of an event, or of the whole organization (null). */
  readonly eventId: string | null;
  readonly timeZone: string;
  readonly usual: Period;
}

export function SalesReport({ eventId, timeZone, usual }: SalesReportProps): ReactNode {
  const [wish, change] = useWish(usual, timeZone);
  const report = useReport(wish, eventId);
  return (
    <div className="stack">
      <Asked wish={wish} change={change} ofEvent={eventId !== null} />
      <Files wish={wish} eventId={eventId} />
      {!isBackwards(wish) && (
        <Loaded query={report} rows={6}>
          {(found) => <ReportParts report={found} />}
        </Loaded>
      )}
      <SavedReports wish={wish} change={change} eventId={eventId} />
    </div>
  );
}

interface AskedProps {
  readonly wish: Wish;
  readonly change: (changes: Partial<Wish>) => void;
  readonly ofEvent: boolean;
}

function Asked({ wish, change, ofEvent }: AskedProps): ReactNode {
  const t = useReportTexts();
  const groupings = GROUPINGS.filter((each) => each !== "event" || !ofEvent);
  return (
    <div className="sales-report__wish">
      <NativeSelect
        label={t("period")}
        required
        value={wish.period}
        onChange={(value) => change({ period: PERIODS.find((each) => each === value) ?? "all" })}
        options={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
      />
      {wish.period === "own" && (
        <>
          <Field label={t("first")} type="date" value={wish.first} onChange={(first) => change({ first })} />
          <Field
            label={t("last")}
            type="date"
            value={wish.last}
            error={isBackwards(wish) ? t("backwards") : undefined}
            onChange={(last) => change({ last })}
          />
        </>
      )}
      <NativeSelect
        label={t("by")}
        required
        value={wish.groupBy}
        onChange={(value) => change({ groupBy: groupings.find((each) => each === value) ?? "day" })}
        options={groupings.map((value) => ({ value, label: t(`by.${value}`) }))}
      />
    </div>
  );
}

function Files({ wish, eventId }: { readonly wish: Wish; readonly eventId: string | null }): ReactNode {
  return <FileButtons file={useReportFile(wish, eventId)} isDisabled={isBackwards(wish)} />;
}

/** The figures in all, a chart of times, and every line. */
export function ReportParts({ report }: { readonly report: Report }): ReactNode {
  const t = useReportTexts();
  const grouping = GROUPINGS.find((each) => each === report.group_by) ?? "day";
  const nameOf = useLineName(grouping);
  const counted = useCounted(report);
  if (report.totals.length === 0)
    return (
      <Empty icon="chart" title={t("none.title")}>
        {t("none.text")}
      </Empty>
    );
  return (
    <>
      {report.totals.map((total) => (
        <Total key={total.currency} total={total} />
      ))}
      {isInTime(grouping) && <Chart report={report} grouping={grouping} nameOf={nameOf} />}
      <ReportTable report={report} first={t(`by.${grouping}`)} nameOf={nameOf} />
      <p className="muted small">{t("counted", counted)}</p>
    </>
  );
}

function Total({ total }: { readonly total: ReportLine }): ReactNode {
  const t = useReportTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const amount = useAmount();
  const money = (minor: number): string => amount(minor, total.currency);
  return (
    <section className="panel" aria-label={total.currency}>
      <dl className="stats">
        <Stat name={t("orders")} value={number.format(total.orders)}>
          {total.cancelled_orders > 0 && t("cancelled", { number: number.format(total.cancelled_orders) })}
        </Stat>
        <Stat name={t("tickets")} value={number.format(total.tickets)}>
          {total.returned_tickets > 0 && t("returnedSince", { number: number.format(total.returned_tickets) })}
        </Stat>
        <Stat name={t("gross")} value={money(total.gross_minor)}>
          {total.tax_minor > 0 && t("taxIn", { amount: money(total.tax_minor) })}
        </Stat>
        {total.received_minor !== null && (
          <Stat name={t("received")} value={money(total.received_minor)}>
            {(total.refunded_minor ?? 0) > 0 && t("refundedOf", { amount: money(total.refunded_minor ?? 0) })}
          </Stat>
        )}
        {total.kept_minor !== null && (
          <Stat name={t("kept")} value={money(total.kept_minor)}>
            {(total.fees_minor ?? 0) > 0 && t("keptAfter", { amount: money(total.fees_minor ?? 0) })}
          </Stat>
        )}
      </dl>
    </section>
  );
}

interface ChartProps {
  readonly report: Report;
  readonly grouping: Grouping;
  readonly nameOf: (line: ReportLine) => string;
}

/** Tickets by time; of several currencies together, for tickets have none. */
function Chart({ report, grouping, nameOf }: ChartProps): ReactNode {
  const t = useReportTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const tickets = new Map<string, { name: string; tickets: number; orders: number }>();
  for (const line of report.lines) {
    const before = tickets.get(line.key);
    tickets.set(line.key, {
      name: nameOf(line),
      tickets: (before?.tickets ?? 0) + line.tickets,
      orders: (before?.orders ?? 0) + line.orders,
    });
  }
  const bars = [...tickets].map<Bar>(([key, each]) => ({
    key,
    name: each.name,
    value: each.tickets,
    said: number.format(each.tickets),
    cells: [number.format(each.tickets), number.format(each.orders)],
    copied: [key, each.tickets, each.orders],
  }));
  const [first, ...others] = bars;
  if (first === undefined) return null;
  const all: readonly [Bar, ...Bar[]] = [first, ...others];
  const highest = highestOf(all, ({ value }) => value);
  const most = { number: highest.said, name: highest.name };
  return (
    <section className="panel stack" aria-label={t("chart")}>
      <h2>{t("chart")}</h2>
      <BarChart
        caption={t("chart")}
        summary={t("chart.summary", { from: first.name, until: all.at(-1)?.name ?? first.name, ...most })}
        most={t("chart.most", most)}
        columns={[t(`by.${grouping}`), t("tickets"), t("orders")]}
        bars={all}
      />
    </section>
  );
}
