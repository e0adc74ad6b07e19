// Which tickets wait for sessions that are full: the order in which they get places, and how that works.
import { useState, type ReactNode } from "react";
import type { Action } from "../../../ui/ActionMenu";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { NativeSelect } from "../../../ui/NativeSelect";
import { PagedRows } from "../parts/PagedRows";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row } from "../parts/Rows";
import { ShortMoment } from "../parts/ShortMoment";
import { useAsked } from "../platform/address";
import { StateTabs } from "../platform/StateTabs";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { PRIORITIES, STATES, useEntries, useFigures, useSessions, useStep, type Entry, type Step } from "./queries";
import { SessionWaitlistSettings } from "./SessionWaitlistSettings";
import { useSessionWaitlistTexts } from "./texts";

export default function SessionWaitlistPage(): ReactNode {
  const t = useSessionWaitlistTexts();
  const notify = useNotify();
  const editable = useOrganization().may("waitlist.edit");
  const [said] = useAsked("state");
  const state = STATES.find((each) => each === said) ?? "waiting";
  const [session, setSession] = useState("");
  const sessions = useSessions();
  const list = useEntries(state, session);
  const figures = useFigures().data;
  const step = useStep();
  const remove = useStep();
  const [removed, setRemoved] = useState<Entry | null>(null);
  const nameOf = ({ holder_name: name }: Entry): string => name || t("nameless");
  const take = (entry: Entry, next: Step): void => {
    const done = next.kind === "offer" ? "offer.done" : "class.done";
    step.mutate({ entry, step: next }, { onSuccess: () => notify(t(done, { name: nameOf(entry) })) });
  };
  const actionsOf = (entry: Entry): readonly Action[] => {
    if (!editable || (entry.state !== "waiting" && entry.state !== "offered")) return [];
    const offer = { id: "offer", label: t("offer.button"), onAction: () => take(entry, { kind: "offer" }) };
    return [
      ...(entry.state === "waiting" ? [offer] : []),
      ...PRIORITIES.filter((each) => each !== entry.priority).map((priority) => ({
        id: priority,
        label: t(`to.${priority}`),
        onAction: () => take(entry, { kind: "class", priority }),
      })),
      { id: "remove", label: t("remove.button"), danger: true, onAction: () => setRemoved(entry) },
    ];
  };
  return (
    <Page title={t("title")} lead={t("lead")} help="waitlist">
      <div className="stack">
        {figures !== undefined && figures.taken + figures.offers > 0 && (
          <p className="muted">
            {t("figures", { offers: figures.offers, taken: figures.taken, lapsed: figures.lapsed })}
          </p>
        )}
        <StateTabs
          label={t("states")}
          states={STATES}
          now={state}
          usual="waiting"
          wordOf={(each) =>
            each === "waiting" && figures ? `${t("state.waiting")} (${figures.waiting})` : t(`state.${each}`)
          }
        />
        {sessions.length > 1 && (
          <NativeSelect
            id="session-waitlist-of"
            label={t("of")}
            required
            value={session}
            options={[
              { value: "", label: t("of.all") },
              ...sessions.map(({ id, title }) => ({ value: id, label: title })),
            ]}
            onChange={setSession}
          />
        )}
        {step.isError && <Failure error={step.error} />}
        <PagedRows
          label={t("title")}
          list={list}
          empty={
            <Empty icon="people" title={t("none.title")}>
              {t("none.text")}
            </Empty>
          }
        >
          {(entry) => <EntryRow key={entry.id} entry={entry} name={nameOf(entry)} actions={actionsOf(entry)} />}
        </PagedRows>
        <div className="page--narrow">
          <SessionWaitlistSettings />
        </div>
      </div>
      {removed !== null && (
        <RemoveDialog
          title={t("remove.title", { name: nameOf(removed) })}
          text={t("remove.text")}
          what={{ entry: removed, step: { kind: "remove" } as const }}
          remove={remove}
          confirm={t("remove.button")}
          onDone={t("remove.done", { name: nameOf(removed) })}
          onClose={() => setRemoved(null)}
        />
      )}
    </Page>
  );
}

interface Shown {
  readonly entry: Entry;
  readonly name: string;
  readonly actions: readonly Action[];
}

function EntryRow({ entry, name, actions }: Shown): ReactNode {
  const t = useSessionWaitlistTexts();
  const { time_zone: zone } = useEvent();
  const { position, priority, expires_at: until, state } = entry;
  return (
    <Row
      title={name}
      tags={priority !== "standard" && <span className="tag">{t(`class.${priority as "vip" | "early_bird"}`)}</span>}
      facts={[
        <bdi key="session">{entry.session}</bdi>,
        <span key="joined">
          {t("joined")} <ShortMoment at={entry.joined_at} zone={zone} />
        </span>,
        state === "offered" && until !== null ? (
          <span key="until">
            {t(entry.offered_by === "" ? "until" : "untilByHand")} <ShortMoment at={until} zone={zone} />
          </span>
        ) : (
          ""
        ),
      ]}
      {...(position === null ? {} : { end: <span className="number">{t("position", { position })}</span> })}
      actions={actions}
    />
  );
}
