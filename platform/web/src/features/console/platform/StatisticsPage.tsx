// What the whole platform sells: a period beside the one before, how it came about, and who sold most.
import "./platform.css";
import "./statistics.css";
import "../dashboard/dashboard.css";
import "../parts/lists.css";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Notice } from "../../../ui/Notice";
import { FileButtons } from "../parts/FileButtons";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useColumnAmount } from "../shell/money";
import { platformPath } from "../shell/operator";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import {
  lastDays,
  usePeriod,
  useStatistics,
  useStatisticsFile,
  useStatisticsWords,
  type Period,
  type Statistics,
} from "./statistics";
import { MoneyChart, TicketChart } from "./StatisticsCharts";
import { StatisticsPeriod } from "./StatisticsPeriod";
import { CountTiles, currenciesOf } from "./StatisticsTiles";
import { usePlatformTexts } from "./texts";

const YEAR = 365;

export default function StatisticsPage(): ReactNode {
  const t = usePlatformTexts();
  const [period, change] = usePeriod();
  const query = useStatistics(period);
  const file = useStatisticsFile(period, "periods");
  return (
    <Page title={t("statistics.title")} lead={t("statistics.lead")}>
      <FileButtons file={file} />
      <StatisticsPeriod period={period} error={query.error} onChange={change} />
      <Loaded query={query} rows={8}>
        {(found) => <Found found={found} period={period} onChange={change} />}
      </Loaded>
    </Page>
  );
}

interface FoundProps {
  readonly found: Statistics;
  readonly period: Period;
  readonly onChange: (changes: Partial<Period>) => void;
}

function Found({ found, period, onChange }: FoundProps): ReactNode {
  const t = usePlatformTexts();
  const { number } = useStatisticsWords();
  const file = useStatisticsFile(period, "organizations");
  const { totals, before, organizations, uncounted } = found;
  const isQuiet = [totals, before].every((each) =>
    Object.values(each).every((value) => (typeof value === "number" ? value === 0 : value.length === 0)),
  );
  return (
    <div className="statistics">
      {uncounted > 0 && (
        <Notice kind="warm" title={t("statistics.counting")}>
          {t("statistics.countingText", { number: number(uncounted) })}
        </Notice>
      )}
      {isQuiet ? (
        <Empty
          icon="chart"
          title={t("statistics.none")}
          actions={
            <Button kind="quiet" onPress={() => onChange({ ...lastDays(YEAR), by: "month" })}>
              {t("statistics.wholeYear")}
            </Button>
          }
        >
          {t("statistics.noneText")}
        </Empty>
      ) : (
        <>
          <CountTiles now={totals} before={before} />
          <TicketChart found={found} />
          <div className="statistics__money">
            {currenciesOf(totals, before).map((currency) => (
              <MoneyChart key={currency} found={found} currency={currency} />
            ))}
          </div>
          <Section title={t("statistics.organizations")}>
            <FileButtons file={file} />
            <Ranking found={found} period={period} onChange={onChange} />
            <Organizations organizations={organizations} />
          </Section>
        </>
      )}
    </div>
  );
}

function Ranking({ found, period, onChange }: FoundProps): ReactNode {
  const t = usePlatformTexts();
  const currencies = [...new Set([...currenciesOf(found.totals), period.currency])].filter((each) => each !== "");
  const tickets = "tickets";
  return (
    <NativeSelect
      label={t("statistics.rankedBy")}
      required
      value={period.currency === "" ? tickets : period.currency}
      options={[
        { value: tickets, label: t("statistics.tickets") },
        ...currencies.sort().map((currency) => ({ value: currency, label: t("statistics.revenue", { currency }) })),
      ]}
      onChange={(chosen) => onChange({ currency: chosen === tickets ? "" : chosen })}
    />
  );
}

function Organizations({ organizations }: { readonly organizations: Statistics["organizations"] }): ReactNode {
  const t = usePlatformTexts();
  const amount = useColumnAmount();
  const { number } = useStatisticsWords();
  if (organizations.length === 0) return <p className="muted">{t("statistics.noOrganizations")}</p>;
  return (
    <Rows label={t("statistics.organizations")}>
      {organizations.map((each) => (
        <Row
          key={each.organization_id}
          title={each.name}
          to={platformPath(`organizations/${each.organization_id}`)}
          facts={[t("statistics.sold", { tickets: number(each.tickets), orders: number(each.orders) })]}
          end={
            <span className="statistics__amounts number">
              {each.money.map(({ currency, gross_minor: gross }) => (
                <span key={currency}>{amount(gross, currency)}</span>
              ))}
            </span>
          }
        />
      ))}
    </Rows>
  );
}
