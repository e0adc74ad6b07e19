// How many saw an event, opened its checkout, held tickets and bought: in all, by groups, by weekday and hour.
import "../sales-reports/sales-reports.css";
import "./funnel.css";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useCounted } from "../parts/counted";
import { FileButtons } from "../parts/FileButtons";
import { Section } from "../parts/Section";
import { isBackwards } from "../sales-reports/queries";
import { daysOf, PERIODS, type Period } from "../sales-reports/wish";
import { useReportTexts } from "../sales-reports/texts";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { VisitCounting } from "./VisitCounting";
import { FunnelSteps } from "./FunnelSteps";
import { FunnelTable } from "./FunnelTable";
import { Sessions } from "./Sessions";
import { GROUPINGS, useFunnel, useFunnelFile, type Days, type Funnel as Report, type Grouping } from "./queries";
import { useFunnelTexts } from "./texts";
import { WeekMap } from "./WeekMap";

interface Wish extends Days {
  readonly period: Period;
  readonly groupBy: Grouping;
}

/** What the address asks for, and what changes it. */
function useWish(timeZone: string): [Wish, (changes: Partial<Wish>) => void] {
  const [address, setAddress] = useSearchParams();
  const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date());
  const period = PERIODS.find((each) => each === address.get("period")) ?? "all";
  const days =
    period === "own" ? { first: address.get("first") ?? "", last: address.get("last") ?? "" } : daysOf(period, today);
  const wish = { period, groupBy: GROUPINGS.find((each) => each === address.get("by")) ?? "source", ...days };
  const change = (changes: Partial<Wish>): void => {
    const next = { ...wish, ...changes };
    const own = next.period === "own" ? { first: next.first, last: next.last } : {};
    setAddress(new URLSearchParams({ period: next.period, by: next.groupBy, ...own }), { replace: true });
  };
  return [wish, change];
}

export default function Funnel(): ReactNode {
  const t = useFunnelTexts();
  const [wish, change] = useWish(useEvent().time_zone);
  const funnel = useFunnel(wish, wish.groupBy);
  const file = useFunnelFile(wish, wish.groupBy);
  return (
    <Page title={t("title")} lead={t("lead")} help="funnel">
      <div className="stack">
        <Asked wish={wish} change={change} />
        <FileButtons file={file} isDisabled={isBackwards(wish)} />
        <Loaded query={funnel} rows={6}>
          {(found) => <Parts found={found} wish={wish} />}
        </Loaded>
        <Sessions />
        <VisitCounting />
      </div>
    </Page>
  );
}

interface AskedProps {
  readonly wish: Wish;
  readonly change: (changes: Partial<Wish>) => void;
}

function Asked({ wish, change }: AskedProps): ReactNode {
  const t = useFunnelTexts();
  const reports = useReportTexts();
  return (
    <div className="sales-report__wish">
      <NativeSelect
        label={reports("period")}
        required
        value={wish.period}
        onChange={(value) => change({ period: PERIODS.find((each) => each === value) ?? "all" })}
        options={PERIODS.map((value) => ({ value, label: reports(`period.${value}`) }))}
      />
      {wish.period === "own" && (
        <>
          <Field label={reports("first")} type="date" value={wish.first} onChange={(first) => change({ first })} />
          <Field
            label={reports("last")}
            type="date"
            value={wish.last}
            error={isBackwards(wish) ? reports("backwards") : undefined}
            onChange={(last) => change({ last })}
          />
        </>
      )}
      <NativeSelect
        label={reports("by")}
        required
        value={wish.groupBy}
        onChange={(value) => change({ groupBy: GROUPINGS.find((each) => each === value) ?? "source" })}
        options={GROUPINGS.map((value) => ({ value, label: t(`by.${value}`) }))}
      />
    </div>
  );
}

function Parts({ found, wish }: { readonly found: Report; readonly wish: Wish }): ReactNode {
  const t = useFunnelTexts();
  const counted = useCounted(found);
  const { seen, started, held, paid, elsewhere } = found.totals;
  if (seen + started + held + paid + elsewhere === 0) return <Nobody />;
  return (
    <>
      <Section title={t("steps")} lead={t("stepsLead")} boxed>
        <FunnelSteps totals={found.totals} />
      </Section>
      <FunnelTable report={found} groupBy={wish.groupBy} />
      <WeekMap days={wish} hoursFrom={found.hours_from} hasSales={paid > 0} />
      <p className="muted small">{t("counted", counted)}</p>
    </>
  );
}

/** Nothing counted yet, and what to do about it. */
function Nobody(): ReactNode {
  const t = useFunnelTexts();
  const { slug, may } = useOrganization();
  return (
    <Empty
      icon="chart"
      title={t("none.title")}
      actions={
        may("short-links.edit") && (
          <Link className="button" to={organizationPath(slug, "short-links")}>
            {t("none.link")}
          </Link>
        )
      }
    >
      {t("none.text")}
    </Empty>
  );
}
