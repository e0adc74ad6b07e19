// What the event sells and who is in, as it happens.
import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import { Empty } from "../../../ui/Empty";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { AttendanceCard } from "../attendance/AttendanceCard";
import { ChannelTable } from "../sales-partners/ChannelTable";
import { useEvent, type Event } from "../shell/event";
import { useColumnAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import "./dashboard.css";
import { DayChart } from "./DayChart";
import { daysAhead, ticketsAt } from "./days";
import { useEventDashboard, useFormerEvents, useLiveFigures, type Dashboard, type Figures } from "./queries";
import { LiveMark, Stat, useMoneyLine } from "./Stat";
import { useDashboardTexts } from "./texts";

export default function EventDashboard(): ReactNode {
  const t = useDashboardTexts();
  const event = useEvent();
  const query = useEventDashboard(event.id);
  const state = useLiveFigures(event.id);
  return (
    <Page title={t("title")} tags={<LiveMark state={state} />}>
      <Loaded query={query} rows={6}>
        {(dashboard) =>
          dashboard.figures.orders.placed === 0 && dashboard.figures.tickets === 0 ? (
            <NothingYet event={event} />
          ) : (
            <>
              <Sums figures={dashboard.figures} />
              <AttendanceCard />
              <div className="columns">
                <section className="panel stack" aria-labelledby="days-title">
                  <h2 id="days-title">{t("days.title")}</h2>
                  <DayChart days={dashboard.days} />
                  <Comparison event={event} dashboard={dashboard} />
                </section>
                <Types figures={dashboard.figures} />
              </div>
              <ChannelTable eventId={event.id} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function NothingYet({ event }: { readonly event: Event }): ReactNode {
  const t = useDashboardTexts();
  const { slug } = useOrganization();
  return (
    <Empty icon="chart" title={t("none.title")} actions={<Link to={eventPath(slug, event.id)}>{t("none.share")}</Link>}>
      {t("none.text")}
    </Empty>
  );
}

function Sums({ figures }: { readonly figures: Figures }): ReactNode {
  const t = useDashboardTexts();
  const locale = useLocale();
  const money = useMoneyLine();
  const number = new Intl.NumberFormat([locale, "en"]);
  const share = new Intl.NumberFormat([locale, "en"], { style: "percent", maximumFractionDigits: 1 });
  const { orders } = figures;
  return (
    <dl className="stats panel">
      <Stat name={t("tickets")} value={number.format(figures.tickets)}>
        {t("ofCapacity", { taken: number.format(figures.taken), capacity: number.format(figures.capacity) })}
      </Stat>
      <Stat name={t("revenue")} value={money(figures.revenue)}>
        {t("today", { number: money(figures.today.revenue) })}
      </Stat>
      <Stat name={t("confirmed")} value={number.format(orders.confirmed)}>
        {t("waiting", { waiting: number.format(orders.waiting), held: number.format(orders.held) })}
      </Stat>
      <Stat name={t("conversion")} value={orders.conversion === null ? "–" : share.format(orders.conversion)}>
        {t("conversionOf")}
      </Stat>
      <Stat name={t("peopleIn")} value={number.format(figures.people_in)}>
        {figures.tickets > 0 ? share.format(figures.people_in / figures.tickets) : "–"}
      </Stat>
    </dl>
  );
}

function Types({ figures }: { readonly figures: Figures }): ReactNode {
  const t = useDashboardTexts();
  const amount = useColumnAmount();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  return (
    <section className="panel stack" aria-labelledby="types-title">
      <h2 id="types-title">{t("types.title")}</h2>
      <ul className="type-sales">
        {figures.ticket_types.map((type) => (
          <li key={`${type.ticket_type_id} ${type.currency}`} className="type-sales__line">
            <span className="type-sales__name">
              <bdi>{type.name}</bdi>
            </span>
            <span className="number">{amount(type.gross_minor, type.currency)}</span>
            <span className="type-sales__more number">
              {t("types.line", { sold: number.format(type.tickets), people: number.format(type.people_in) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How many tickets a former event had sold when it was as far ahead as this one is. */
function Comparison({ event, dashboard }: { readonly event: Event; readonly dashboard: Dashboard }): ReactNode {
  const t = useDashboardTexts();
  const [picked, choose] = useState<string | null>(null);
  const former = useFormerEvents();
  const options = (former.data ?? []).filter(({ id }) => id !== event.id);
  const chosen = picked ?? options[0]?.id ?? "";
  const other = useEventDashboard(chosen);
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  if (dashboard.starts_at === null || options.length === 0) return null;
  const ahead = daysAhead(dashboard.starts_at, Date.parse(dashboard.figures.counted_at));
  const then = other.data?.starts_at;
  return (
    <div className="comparison">
      <NativeSelect
        label={t("compare.with")}
        value={chosen}
        onChange={choose}
        options={[
          { value: "", label: t("compare.none") },
          ...options.map(({ id, title }) => ({ value: id, label: title })),
        ]}
      />
      {other.data !== undefined && typeof then === "string" && (
        <p role="status">
          {t("compare.said", {
            now: number.format(dashboard.figures.tickets),
            then: number.format(ticketsAt(other.data.days, then, ahead)),
            title: other.data.title,
            total: number.format(other.data.figures.tickets),
          })}
        </p>
      )}
    </div>
  );
}
