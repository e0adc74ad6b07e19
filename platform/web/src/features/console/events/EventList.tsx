// The organization's events: found by name, by what becomes of them, newest first.
import { dateLocale } from "../../../lib/language";
import "./events.css";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { formatDay, formatWhen } from "../../../lib/when";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Icon } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { Skeleton } from "../../../ui/Skeleton";
import type { Event } from "../shell/event";
import { ListSearch } from "../shell/ListSearch";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath, organizationPath } from "../shell/places";
import { Trouble } from "../shell/states";
import { EventState } from "./EventState";
import { SHOWN, useEvents, type Shown } from "./queries";
import { useEventTexts } from "./texts";

const TABS = Object.keys(SHOWN) as Shown[];

export default function EventList(): ReactNode {
  const t = useEventTexts();
  const here = useOrganization();
  const [asked, setAsked] = useSearchParams();
  const shown = TABS.find((each) => each === asked.get("show")) ?? "all";
  const text = asked.get("q") ?? "";
  const list = useEvents(shown, text.trim());
  const events = list.data?.pages.flatMap((page) => page.items) ?? [];
  const change = (name: string, value: string): void => {
    setAsked(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === "") next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  };
  const mayWrite = here.may("events.write");
  const create = mayWrite && (
    <Link className="button" to={organizationPath(here.slug, "events/new")}>
      <Icon name="plus" />
      {t("new")}
    </Link>
  );
  return (
    <Page title={t("list.title")} help="run-an-event" actions={create}>
      <div className="toolbar">
        <nav className="tabs" aria-label={t("list.states")}>
          {TABS.map((each) => (
            <Link
              key={each}
              to={{ search: each === "all" ? "" : `?show=${each}` }}
              replace
              {...(each === shown ? { "aria-current": "true" as const } : {})}
            >
              {t(`show.${each}`)}
            </Link>
          ))}
        </nav>
        <ListSearch label={t("list.find")} value={text} onChange={(typed) => change("q", typed)} />
      </div>
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton rows={6} />}
      {list.isSuccess && events.length === 0 && <Nothing isFiltered={text !== "" || shown !== "all"} create={create} />}
      {events.length > 0 && (
        <ul className="event-rows" aria-busy={list.isPlaceholderData}>
          {events.map((event) => (
            <EventRow key={event.id} event={event} slug={here.slug} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button kind="quiet" pending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t("list.more")}
        </Button>
      )}
    </Page>
  );
}

function Nothing({ isFiltered, create }: { readonly isFiltered: boolean; readonly create: ReactNode }): ReactNode {
  const t = useEventTexts();
  if (isFiltered) {
    return (
      <Empty icon="search" title={t("none.filtered")}>
        {t("none.filteredText")}
      </Empty>
    );
  }
  return (
    <Empty icon="calendar" title={t("none.title")} actions={create}>
      {t("none.text")}
    </Empty>
  );
}

function EventRow({ event, slug }: { readonly event: Event; readonly slug: string }): ReactNode {
  const t = useEventTexts();
  const locale = useLocale();
  const place = event.kind === "online" ? t("online") : event.location?.name || event.location?.city || "";
  return (
    <li className="event-row">
      <DayBlock event={event} />
      <div className="event-row__text">
        <Link to={eventPath(slug, event.id)} className="event-row__title">
          <bdi>{event.title}</bdi>
        </Link>
        <p className="event-row__facts">
          {event.starts_at === null
            ? t("noDate")
            : formatWhen(event.starts_at, event.ends_at, { timeZone: event.time_zone, locale })}
          {place !== "" && (
            <>
              {" · "}
              <bdi>{place}</bdi>
            </>
          )}
        </p>
      </div>
      <div className="event-row__marks">
        {event.visibility !== "public" && <span className="tag">{t(`visibility.${event.visibility}`)}</span>}
        <EventState state={event.state} />
      </div>
    </li>
  );
}

/** The day as a leaf of a calendar; the row says the same in words. */
function DayBlock({ event }: { readonly event: Event }): ReactNode {
  const locale = useLocale();
  if (event.starts_at === null) return <span className="leaf leaf--none" aria-hidden="true" />;
  const at = new Date(event.starts_at);
  const part = (shape: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat([dateLocale(locale), "en"], { ...shape, timeZone: event.time_zone }).format(at);
  return (
    <span className="leaf" aria-hidden="true" title={formatDay(event.starts_at, event.time_zone, locale)}>
      <span className="leaf__month">{part({ month: "short" })}</span>
      <span className="leaf__day">{at.toLocaleDateString("en", { day: "numeric", timeZone: event.time_zone })}</span>
    </span>
  );
}
