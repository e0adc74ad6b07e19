// One series: its events in order of time, how it repeats, and what is done with all of them.
import "./series.css";
import { useState, type ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { formatWhen } from "../../../lib/when";
import type { Action } from "../../../ui/ActionMenu";
import { ActionMenu } from "../../../ui/ActionMenu";
import { Button, LinkButton } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { Icon } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { Notice } from "../../../ui/Notice";
import { EventState } from "../events/EventState";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import type { Event } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath, organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { AddEventDialog } from "./AddEventDialog";
import { isAhead } from "./ahead";
import { OccurrencePanel } from "./OccurrencePanel";
import { useDeleteSeries, useMembership, usePublishSeries, useSeries, useSeriesEvents, type Series } from "./queries";
import { useRuleWords } from "./rule-words";
import { SeriesPanel } from "./SeriesPanel";
import { useSeriesTexts } from "./texts";

const DRAFTS: readonly Event["state"][] = ["draft", "review"];

export default function SeriesPage(): ReactNode {
  const { series: id = "" } = useParams();
  return <Loaded query={useSeries(id)}>{(series) => <OneSeries series={series} />}</Loaded>;
}

type Opened = "edit" | "delete" | "add" | null;

function OneSeries({ series }: { readonly series: Series }): ReactNode {
  const t = useSeriesTexts();
  const wordsOf = useRuleWords();
  const { slug, may } = useOrganization();
  const navigate = useNavigate();
  const events = useSeriesEvents(series);
  const remove = useDeleteSeries();
  const [opened, setOpened] = useState<Opened>(null);
  const mayWrite = may("events.write");
  const more: readonly Action[] = [
    ...(series.rule === null
      ? []
      : [
          {
            id: "rule",
            label: t("rule.open"),
            onAction: () => void navigate(organizationPath(slug, `series/${series.id}/rule`)),
          },
        ]),
    { id: "edit", label: t("edit"), onAction: () => setOpened("edit") },
    { id: "add", label: t("addEvent.title"), onAction: () => setOpened("add") },
    { id: "delete", label: t("delete"), danger: true, onAction: () => setOpened("delete") },
  ];
  const close = (): void => setOpened(null);
  return (
    <Page
      title={series.title}
      tags={
        <span className={series.is_public ? "tag tag--good" : "tag"}>
          {t(series.is_public ? "public" : "notPublic")}
        </span>
      }
      lead={series.rule === null ? t("byHand") : wordsOf(series.rule)}
      back={{ to: organizationPath(slug, "series"), label: t("title") }}
      actions={
        <>
          {series.is_public && (
            <LinkButton kind="quiet" href={`/${slug}/series/${series.slug}`} target="_blank" rel="noreferrer">
              <Icon name="outside" />
              {t("view")}
            </LinkButton>
          )}
          {may("events.publish") && <PublishDrafts series={series} events={events.data ?? []} />}
          {mayWrite && <ActionMenu label={t("actions")} actions={more} />}
        </>
      }
    >
      <div className="stack">
        {!series.is_complete && <Notice announce>{t("making")}</Notice>}
        <Loaded query={events}>
          {(all) => (
            <EventsOfSeries series={series} events={all} {...(mayWrite ? { onAdd: () => setOpened("add") } : {})} />
          )}
        </Loaded>
      </div>
      {opened === "edit" && <SeriesPanel series={series} onClose={close} onSaved={close} />}
      {opened === "add" && <AddEventDialog series={series} onClose={close} />}
      {opened === "delete" && (
        <RemoveDialog
          title={t("deleteTitle", { name: series.title })}
          text={t("deleteText")}
          what={series}
          remove={remove}
          onDone={t("deleted", { name: series.title })}
          onClose={close}
          onRemoved={() => void navigate(organizationPath(slug, "series"))}
        />
      )}
    </Page>
  );
}

/** Publishes every draft that is ready, and says how many were not. */
function PublishDrafts({ series, events }: { readonly series: Series; readonly events: readonly Event[] }): ReactNode {
  const t = useSeriesTexts();
  const notify = useNotify();
  const publish = usePublishSeries(series);
  const drafts = events.filter(({ state }) => DRAFTS.includes(state)).length;
  if (drafts === 0) return null;
  const press = (): void =>
    publish.mutate(undefined, {
      onSuccess: ({ published, not_ready: unready }) =>
        notify({
          kind: published.length === 0 ? "bad" : "good",
          text: [
            ...(published.length > 0 ? [t("published", { count: published.length })] : []),
            ...(unready.length > 0 ? [t("notReady", { count: unready.length })] : []),
          ].join(" "),
        }),
    });
  return (
    <>
      {publish.isError && <Failure error={publish.error} />}
      <Button pending={publish.isPending} isDisabled={!series.is_complete} onPress={press}>
        {t("publish", { count: drafts })}
      </Button>
    </>
  );
}

interface EventsProps {
  readonly series: Series;
  readonly events: readonly Event[];
  /** Left out for who may not change the series. */
  readonly onAdd?: () => void;
}

function EventsOfSeries({ series, events, onAdd }: EventsProps): ReactNode {
  const t = useSeriesTexts();
  const locale = useLocale();
  const { slug } = useOrganization();
  const [changed, setChanged] = useState<Event | null>(null);
  const [leaving, setLeaving] = useState<Event | null>(null);
  const [now] = useState(() => Date.now());
  const membership = useMembership(series);
  if (events.length === 0) {
    return (
      <Empty
        icon="calendar"
        title={t("events.none")}
        actions={onAdd !== undefined && <Button onPress={onAdd}>{t("addEvent.title")}</Button>}
      >
        {t("events.noneText")}
      </Empty>
    );
  }
  const whenOf = (event: Event): string =>
    event.starts_at === null
      ? t("noDate")
      : formatWhen(event.starts_at, event.ends_at, { timeZone: event.time_zone, locale });
  const actionsOf = (event: Event): readonly Action[] =>
    onAdd === undefined
      ? []
      : [
          ...(isAhead(event, now)
            ? [{ id: "change", label: t("change.button"), onAction: () => setChanged(event) }]
            : []),
          { id: "leave", label: t("leave.button"), danger: true, onAction: () => setLeaving(event) },
        ];
  return (
    <>
      <Rows label={t("events.title")}>
        {events.map((event) => (
          <Row
            key={event.id}
            title={whenOf(event)}
            to={eventPath(slug, event.id)}
            tags={
              <>
                <EventState state={event.state} />
                {event.is_detached && <span className="tag">{t("byItself")}</span>}
              </>
            }
            facts={[event.title === series.title ? "" : <bdi key="title">{event.title}</bdi>]}
            actions={actionsOf(event)}
          />
        ))}
      </Rows>
      {changed !== null && <OccurrencePanel series={series} event={changed} onClose={() => setChanged(null)} />}
      {leaving !== null && (
        <RemoveDialog
          title={t("leave.title", { when: whenOf(leaving) })}
          text={t("leave.text")}
          confirm={t("leave.button")}
          what={{ event: leaving.id, isIn: false }}
          remove={membership}
          onDone={t("leave.done")}
          onClose={() => setLeaving(null)}
        />
      )}
    </>
  );
}
