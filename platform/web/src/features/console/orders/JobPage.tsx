// One job: how far it is, and what came of each order.
import "../parts/lists.css";
import "./orders.css";
import { useState, type ReactNode } from "react";
import { Link, useParams } from "react-router";
import { Button } from "../../../ui/Button";
import { DataTable, type Column } from "../../../ui/DataTable";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { Skeleton } from "../../../ui/Skeleton";
import { useOrganization } from "../shell/organizations";
import { ExportOfJob } from "../exports/PastExports";
import { Page } from "../shell/Page";
import { eventPath, organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import type { Job } from "./bulk";
import { JobProgress, JobStateMark, useJobTitle } from "./job-marks";
import { useCancellingJob, useJob, useJobItems, type JobItem } from "./jobs";
import { useOrder } from "./queries";
import { useOrderTexts } from "./texts";

const keyOf = ({ id }: JobItem): string => id;
/** Its items are rows of a table; what became of one is the order's number. */
const IMPORT = "attendees.import";
/** Its items are batches; what became of one is how many it made. */
const CODES = "discounts.make-codes";
/** Its items are parts; what became of one is how many lines it has. */
const EXPORTS: readonly string[] = ["orders.export", "attendees.export", "checkins.export", "payments.export"];
const made = ({ state, detail }: JobItem): string => (state === "done" ? detail : "");
const STATES = ["failed", "skipped", "done", "waiting"] as const;

export default function JobPage(): ReactNode {
  const { job: jobId = "" } = useParams();
  return <Loaded query={useJob(jobId)}>{(job) => <OneJob job={job} />}</Loaded>;
}

function OneJob({ job }: { readonly job: Job }): ReactNode {
  const t = useOrderTexts();
  const { slug } = useOrganization();
  const titleOf = useJobTitle();
  const zone = useListZone();
  const cancelling = useCancellingJob(job.id);
  const [shown, setShown] = useState<JobItem["state"] | "">("");
  const counts: Readonly<Record<JobItem["state"], number>> = {
    done: job.done,
    skipped: job.skipped,
    failed: job.failed,
    waiting: job.total - job.done - job.skipped - job.failed,
  };
  return (
    <Page
      title={titleOf(job)}
      tags={<JobStateMark job={job} />}
      lead={<ShortMoment at={job.started_at} zone={zone} />}
      back={{ to: organizationPath(slug, "jobs"), label: t("jobs.title") }}
      actions={
        job.state === "running" && (
          <Button kind="quiet" pending={cancelling.isPending} onPress={() => cancelling.mutate()}>
            {t("jobs.stop")}
          </Button>
        )
      }
    >
      {cancelling.isError && <Failure error={cancelling.error} />}
      <div className="panel stack" role="status">
        <JobProgress job={job} />
        {job.state === "running" && <p className="muted small">{t("jobs.leave")}</p>}
        <ToImport job={job} />
        <ToCodes job={job} />
        {EXPORTS.includes(job.kind) && job.about_id != null && <ExportOfJob id={job.about_id} />}
      </div>
      <div className="row job-states" role="group" aria-label={t("column.state")}>
        {STATES.map((each) => (
          <button
            key={each}
            type="button"
            className="filter-pill__quick"
            aria-pressed={shown === each}
            onClick={() => setShown(shown === each ? "" : each)}
          >
            {t(`item.${each}`)} <span className="number">{counts[each]}</span>
          </button>
        ))}
      </div>
      <Items job={job} shown={shown} />
    </Page>
  );
}

/** A table of attendees that a job brings in has a page of its own. */
function ToImport({ job }: { readonly job: Job }): ReactNode {
  const t = useOrderTexts();
  const { slug, may } = useOrganization();
  if (job.kind !== IMPORT || job.event_id == null || job.about_id == null || !may("orders.give-away")) return null;
  return <Link to={eventPath(slug, job.event_id, `attendees/import/${job.about_id}`)}>{t("jobs.toImport")}</Link>;
}

/** The codes that a job makes stand with their discount. */
function ToCodes({ job }: { readonly job: Job }): ReactNode {
  const t = useOrderTexts();
  const { slug, may } = useOrganization();
  if (job.kind !== CODES || job.about_id == null || !may("discounts.read")) return null;
  const codes = `discounts/${job.about_id}/codes`;
  return (
    <Link to={job.event_id == null ? organizationPath(slug, codes) : eventPath(slug, job.event_id, codes)}>
      {t("jobs.toCodes")}
    </Link>
  );
}

function Items({ job, shown }: { readonly job: Job; readonly shown: JobItem["state"] | "" }): ReactNode {
  const t = useOrderTexts();
  const items = useJobItems(job, shown);
  const columns: readonly Column<JobItem>[] = [
    {
      id: "order",
      title: t(EXPORTS.includes(job.kind) ? "jobs.part" : job.kind === CODES ? "jobs.batch" : "jobs.order"),
      width: "minmax(11rem, 2fr)",
      isName: true,
      cell: (item) => <ItemName item={item} kind={job.kind} />,
    },
    { id: "state", title: t("column.state"), width: "8rem", cell: (item) => <ItemStateMark state={item.state} /> },
    {
      id: "why",
      title: t("jobs.why"),
      width: "minmax(9rem, 2fr)",
      cell: (item) => <bdi>{item.state === "failed" ? item.detail || item.code : ""}</bdi>,
    },
  ];
  if (items.isPending) return <Skeleton rows={6} />;
  return (
    <DataTable
      label={t("jobs.items")}
      columns={columns}
      rows={items.data?.pages.flatMap((page) => page.items) ?? []}
      keyOf={keyOf}
      hasMore={items.hasNextPage}
      isLoadingMore={items.isFetchingNextPage}
      onMore={() => void items.fetchNextPage()}
      isStale={items.isPlaceholderData && job.state !== "running"}
      keptAs="job-items"
      empty={<Empty icon="info" title={t("jobs.noItems")} />}
    />
  );
}

function ItemName({ item, kind }: { readonly item: JobItem; readonly kind: string }): ReactNode {
  const t = useOrderTexts();
  if (kind === CODES || EXPORTS.includes(kind)) return <span className="number">{made(item) || "–"}</span>;
  return kind === IMPORT ? <bdi>{made(item) || t("jobs.order")}</bdi> : <OrderLink id={item.subject_id} />;
}

function ItemStateMark({ state }: { readonly state: JobItem["state"] }): ReactNode {
  const t = useOrderTexts();
  const look = { done: "tag tag--good", failed: "tag tag--bad", skipped: "tag", waiting: "tag" }[state];
  return <span className={look}>{t(`item.${state}`)}</span>;
}

function OrderLink({ id }: { readonly id: string }): ReactNode {
  const { slug, may } = useOrganization();
  const t = useOrderTexts();
  const order = useOrder(may("orders.read") ? id : "").data;
  return (
    <span className="list-name">
      <Link to={organizationPath(slug, `orders/${id}`)}>
        <bdi>{order === undefined ? t("jobs.order") : order.buyer_name || order.buyer_email || order.number}</bdi>
      </Link>
      {order !== undefined && <span className="list-name__more">{order.number}</span>}
    </span>
  );
}
