// What all announced events sell, beside each other, as it happens.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { formatWhen } from "../../../lib/when";
import { Empty } from "../../../ui/Empty";
import { useLocale } from "../../../ui/language";
import { OpenDisputes } from "../money/PaymentAlerts";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath, organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import "./dashboard.css";
import { useLiveWhole, useOrganizationDashboard, type Whole } from "./queries";
import { LiveMark, Stat, useMoneyLine } from "./Stat";
import { useDashboardTexts } from "./texts";

export default function OrganizationDashboard(): ReactNode {
  const here = useOrganization();
  return here.event_ids === null ? <LiveDashboard /> : <StillDashboard />;
}

/** Who is limited to some events may not hear of all: the figures are those of the moment. */
function StillDashboard(): ReactNode {
  const t = useDashboardTexts();
  return (
    <Page title={t("title")}>
      <Events />
    </Page>
  );
}

function LiveDashboard(): ReactNode {
  const t = useDashboardTexts();
  const { may } = useOrganization();
  const state = useLiveWhole();
  return (
    <Page title={t("title")} tags={<LiveMark state={state} />}>
      {may("payments.read") && (
        <div className="dashboard-alert">
          <OpenDisputes />
        </div>
      )}
      <Events />
    </Page>
  );
}

function Events(): ReactNode {
  const t = useDashboardTexts();
  const here = useOrganization();
  const query = useOrganizationDashboard();
  return (
    <Loaded query={query} rows={6}>
      {(whole) =>
        whole.events.length === 0 ? (
          <Empty
            icon="chart"
            title={t("all.none")}
            actions={<Link to={organizationPath(here.slug, "events")}>{t("all.toEvents")}</Link>}
          >
            {t("all.noneText")}
          </Empty>
        ) : (
          <Table whole={whole} slug={here.slug} />
        )
      }
    </Loaded>
  );
}

function Table({ whole, slug }: { readonly whole: Whole; readonly slug: string }): ReactNode {
  const t = useDashboardTexts();
  const locale = useLocale();
  const money = useMoneyLine();
  const number = new Intl.NumberFormat([locale, "en"]);
  return (
    <>
      <dl className="stats panel">
        <Stat name={t("places")} value={number.format(whole.taken)}>
          {t("ofCapacity", { taken: number.format(whole.taken), capacity: number.format(whole.capacity) })}
        </Stat>
        <Stat name={t("revenue")} value={money(whole.revenue)} />
        <Stat name={t("confirmed")} value={number.format(whole.confirmed)} />
        <Stat name={t("all.waiting")} value={number.format(whole.waiting)} />
      </dl>
      <ul className="event-figures" aria-label={t("all.title")}>
        {whole.events.map((event) => (
          <li key={event.event_id} className="event-figures__line">
            <span className="event-figures__names">
              <Link to={eventPath(slug, event.event_id, "dashboard")}>
                <bdi>{event.title}</bdi>
              </Link>
              {event.starts_at !== null && (
                <span className="muted">
                  {formatWhen(event.starts_at, null, { timeZone: event.time_zone, locale })}
                </span>
              )}
            </span>
            <span className="event-figures__sold">
              <meter min={0} max={Math.max(1, event.capacity)} value={event.taken} aria-label={event.title} />
              <span className="number">
                {t("ofCapacity", { taken: number.format(event.taken), capacity: number.format(event.capacity) })}
              </span>
            </span>
            <span className="number event-figures__money">{money(event.revenue)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
