// What a discount brought: uses and revenue in all, by day, and by the codes that were used most.
import "../dashboard/dashboard.css";
import "./discounts.css";
import type { ReactNode } from "react";
import { useLocation, useParams } from "react-router";
import { intlLocale } from "../../../lib/language";
import { formatCalendarDay } from "../../../lib/moment";
import { Empty } from "../../../ui/Empty";
import { useLocale } from "../../../ui/language";
import { Stat } from "../dashboard/Stat";
import { BarChart, highestOf, type Bar } from "../parts/BarChart";
import { FileButtons } from "../parts/FileButtons";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useAmount } from "../shell/money";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { useDiscount } from "./codes";
import type { Discount } from "./queries";
import {
  daysOf,
  revenueOf,
  useReport,
  useReportFile,
  type CodeFigures,
  type Day,
  type Figures,
  type Report,
} from "./report";
import { useDiscountTexts } from "./texts";

export default function ReportPage(): ReactNode {
  const { discount: id = "" } = useParams();
  return <Loaded query={useDiscount(id)}>{(discount) => <DiscountReport discount={discount} />}</Loaded>;
}

function DiscountReport({ discount }: { readonly discount: Discount }): ReactNode {
  const t = useDiscountTexts();
  const { pathname } = useLocation();
  const report = useReport(discount.id);
  const file = useReportFile(discount.id);
  return (
    <Page
      title={t("report.title", { name: discount.name })}
      lead={t("report.lead")}
      help="discounts"
      back={{ to: pathname.slice(0, pathname.lastIndexOf("/discounts/") + "/discounts".length), label: t("title") }}
    >
      <div className="stack">
        <FileButtons file={file} />
        <Loaded query={report}>{(found) => <Brought found={found} />}</Loaded>
      </div>
    </Page>
  );
}

function Brought({ found }: { readonly found: Report }): ReactNode {
  const t = useDiscountTexts();
  if (found.totals.length === 0) {
    return (
      <Empty icon="chart" title={t("report.none")}>
        {t("report.noneText")}
      </Empty>
    );
  }
  return (
    <>
      {found.totals.map((figures) => (
        <InCurrency key={figures.currency} figures={figures} found={found} />
      ))}
      {found.codes.length > 1 && <Codes codes={found.codes} />}
    </>
  );
}

/** Orders of one currency: the figures, and how they came about. */
function InCurrency({ figures, found }: { readonly figures: Figures; readonly found: Report }): ReactNode {
  const t = useDiscountTexts();
  const number = useNumber();
  const amount = useAmount();
  const { currency } = figures;
  const [first, ...others] = daysOf(found, currency);
  return (
    <Section title={found.totals.length === 1 ? t("report.figures") : t("report.figuresIn", { currency })} boxed>
      <dl className="stats">
        <Stat name={t("report.uses")} value={number(figures.uses)}>
          {t("report.confirmed", { count: figures.confirmed })}
        </Stat>
        <Stat name={t("report.tickets")} value={number(figures.tickets)} />
        <Stat name={t("report.discount")} value={amount(figures.discount_minor, currency)} />
        <Stat name={t("report.revenue")} value={amount(revenueOf(figures), currency)}>
          {figures.refunded_minor === 0
            ? null
            : t("report.refunded", { amount: amount(figures.refunded_minor, currency) })}
        </Stat>
      </dl>
      {first !== undefined && <DayChart days={[first, ...others]} />}
    </Section>
  );
}

function DayChart({ days }: { readonly days: readonly [Day, ...Day[]] }): ReactNode {
  const t = useDiscountTexts();
  const number = useNumber();
  const amount = useAmount();
  const locale = useLocale();
  const named = ({ day }: Day): string => formatCalendarDay(day, locale, { day: "numeric", month: "short" });
  const barOf = (day: Day): Bar => ({
    key: day.day,
    name: named(day),
    value: day.uses,
    said: number(day.uses),
    cells:
      day.uses === 0
        ? []
        : [
            number(day.uses),
            number(day.tickets),
            amount(day.discount_minor, day.currency),
            amount(revenueOf(day), day.currency),
          ],
    copied: [day.day, day.uses, day.tickets, day.discount_minor, revenueOf(day)],
  });
  const [first, ...others] = days;
  const highest = highestOf(days, ({ uses }) => uses);
  const most = { number: number(highest.uses), day: named(highest) };
  return (
    <BarChart
      caption={t("report.byDay")}
      summary={t("report.summary", { from: named(first), until: named(others.at(-1) ?? first), ...most })}
      most={t("report.most", most)}
      columns={[t("report.day"), t("report.uses"), t("report.tickets"), t("report.discount"), t("report.revenue")]}
      bars={[barOf(first), ...others.map(barOf)]}
    />
  );
}

function Codes({ codes }: { readonly codes: readonly CodeFigures[] }): ReactNode {
  const t = useDiscountTexts();
  const number = useNumber();
  const amount = useAmount();
  return (
    <Section title={t("report.codes")} lead={t("report.codesLead")}>
      <Rows label={t("report.codes")}>
        {codes.map((each) => (
          <Row
            key={`${each.code_id}-${each.currency}`}
            title={each.code}
            facts={[
              t("report.line", {
                tickets: number(each.tickets),
                discount: amount(each.discount_minor, each.currency),
                revenue: amount(revenueOf(each), each.currency),
              }),
            ]}
            end={<span className="number small">{t("uses.free", { count: each.uses })}</span>}
          />
        ))}
      </Rows>
    </Section>
  );
}

function useNumber(): (value: number) => string {
  const locale = useLocale();
  const number = new Intl.NumberFormat([intlLocale(locale), "en"]);
  return (value) => number.format(value);
}
