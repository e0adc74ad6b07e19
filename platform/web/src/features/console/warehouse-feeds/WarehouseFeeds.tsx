// Warehouse feeds of an organization: how each is doing; set up, run, paused and deleted by who may connect stores.
import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { useConnections } from "../connections/queries";
import { useStores } from "../exports/schedules";
import { useInstant } from "../parts/Instant";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { useNotSaved } from "../parts/state-change";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { clockOf, FeedPanel } from "./FeedPanel";
import { FeedRuns } from "./FeedRuns";
import { useChangeFeed, useDeleteFeed, useFeeds, useRunFeed, type WarehouseFeed } from "./queries";
import { useWarehouseTexts } from "./texts";

type Opened = { readonly what: "edit" | "runs" | "delete"; readonly feed: WarehouseFeed } | { readonly what: "add" };

export default function WarehouseFeeds(): ReactNode {
  const t = useWarehouseTexts();
  const editable = useOrganization().may("connections.edit");
  const query = useFeeds();
  const hasStores = useStores().length > 0;
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = (): void => setOpened(null);
  const add = editable && hasStores && <Button onPress={() => setOpened({ what: "add" })}>{t("add")}</Button>;
  const isThere = (query.data?.length ?? 0) > 0;
  return (
    <Page title={t("title")} help="feed-a-data-warehouse" lead={t("lead")} {...(isThere ? { actions: add } : {})}>
      <Loaded query={query}>
        {(feeds) => (feeds.length === 0 ? <NoFeed add={add} /> : <Feeds feeds={feeds} onOpen={setOpened} />)}
      </Loaded>
      {opened?.what === "add" && <FeedPanel feed={null} onClose={close} />}
      {opened?.what === "edit" && <FeedPanel key={opened.feed.id} feed={opened.feed} onClose={close} />}
      {opened?.what === "runs" && <FeedRuns feed={opened.feed} onClose={close} />}
      {opened?.what === "delete" && <DeleteFeed feed={opened.feed} onClose={close} />}
    </Page>
  );
}

function NoFeed({ add }: { readonly add: ReactNode }): ReactNode {
  const t = useWarehouseTexts();
  const { slug, may } = useOrganization();
  const isKnown = useConnections().isSuccess;
  const hasStores = useStores().length > 0;
  if (!isKnown || hasStores) {
    return (
      <Empty icon="outside" title={t("none")} actions={add}>
        {t("noneText")}
      </Empty>
    );
  }
  const connect = may("connections.edit") && (
    <Link className="button" to={organizationPath(slug, "settings/connections/new")}>
      {t("connect")}
    </Link>
  );
  return (
    <Empty icon="outside" title={t("noStore")} actions={connect}>
      {t("noStoreText")}
    </Empty>
  );
}

interface FeedsProps {
  readonly feeds: readonly WarehouseFeed[];
  readonly onOpen: (opened: Opened) => void;
}

function Feeds({ feeds, onOpen }: FeedsProps): ReactNode {
  const t = useWarehouseTexts();
  const notify = useNotify();
  const notSaved = useNotSaved();
  const editable = useOrganization().may("connections.edit");
  const change = useChangeFeed();
  const run = useRunFeed();
  const pause = (feed: WarehouseFeed, isPaused: boolean): void =>
    change.mutate(
      { over: feed, changes: { is_paused: isPaused } },
      { onSuccess: ({ name }) => notify(t(isPaused ? "paused" : "resumed", { name })), onError: notSaved },
    );
  const runNow = (feed: WarehouseFeed, isFull: boolean): void =>
    run.mutate({ feed, isFull }, { onSuccess: ({ name }) => notify(t("willRun", { name })) });
  const actionsOf = (feed: WarehouseFeed): readonly Action[] => [
    { id: "runs", label: t("runs"), onAction: () => onOpen({ what: "runs", feed }) },
    ...(editable
      ? [
          { id: "run", label: t("runNow"), disabled: feed.is_paused, onAction: () => runNow(feed, false) },
          { id: "full", label: t("runFull"), disabled: feed.is_paused, onAction: () => runNow(feed, true) },
          { id: "edit", label: t("change"), onAction: () => onOpen({ what: "edit", feed }) },
          feed.is_paused
            ? { id: "resume", label: t("resume"), onAction: () => pause(feed, false) }
            : { id: "pause", label: t("pause"), onAction: () => pause(feed, true) },
          { id: "delete", label: t("delete"), danger: true, onAction: () => onOpen({ what: "delete", feed }) },
        ]
      : []),
  ];
  return (
    <div className="stack">
      {run.error !== null && <Failure error={run.error} />}
      <Rows label={t("title")}>
        {feeds.map((feed) => (
          <FeedRow key={feed.id} feed={feed} actions={actionsOf(feed)} onOpen={() => onOpen({ what: "runs", feed })} />
        ))}
      </Rows>
    </div>
  );
}

interface FeedRowProps {
  readonly feed: WarehouseFeed;
  readonly actions: readonly Action[];
  readonly onOpen: () => void;
}

function FeedRow({ feed, actions, onOpen }: FeedRowProps): ReactNode {
  const t = useWarehouseTexts();
  const when = useInstant();
  const store = (useConnections().data ?? []).find(({ id }) => id === feed.connection_id)?.name;
  const where = [store, feed.folder].filter((each) => each !== undefined && each !== "").join(" · ");
  const cadence = t(`cadence.${feed.cadence}`);
  return (
    <Row
      title={feed.name}
      onOpen={onOpen}
      tags={<FeedTag feed={feed} />}
      facts={[
        <bdi key="where">{where}</bdi>,
        feed.cadence === "daily" ? `${cadence} · ${clockOf(feed.hour)}` : cadence,
        feed.tables.map((each) => t(`table.${each}`)).join(", "),
        feed.has_personal_data && t("personal"),
        feed.last_completed_at === null ? t("first") : t("last", { moment: when(feed.last_completed_at) }),
        feed.next_at !== null && t("next", { moment: when(feed.next_at) }),
        feed.failure !== null && t(`failure.${feed.failure}`),
      ]}
      actions={actions}
    />
  );
}

function FeedTag({ feed }: { readonly feed: WarehouseFeed }): ReactNode {
  const t = useWarehouseTexts();
  if (feed.is_paused) return <span className="tag">{t("isPaused")}</span>;
  if (feed.failure !== null) return <span className="tag tag--bad">{t("heldUp")}</span>;
  if (feed.last_completed_at === null) return null;
  return <span className="tag tag--good">{t("works")}</span>;
}

function DeleteFeed({ feed, onClose }: { readonly feed: WarehouseFeed; readonly onClose: () => void }): ReactNode {
  const t = useWarehouseTexts();
  return (
    <RemoveDialog
      title={t("deleteTitle", { name: feed.name })}
      text={t("deleteText")}
      confirm={t("delete")}
      what={feed}
      remove={useDeleteFeed()}
      onDone={t("deleted", { name: feed.name })}
      onClose={onClose}
    />
  );
}
