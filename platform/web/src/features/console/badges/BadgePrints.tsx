// Badges that were printed together, the latest first: how many, by which job, and their files while they are there.
import "./badges.css";
import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { saveAs } from "../parts/download";
import { PagedRows } from "../parts/PagedRows";
import { Row } from "../parts/Rows";
import { useEvent } from "../shell/event";
import { useEventTime } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath, organizationPath } from "../shell/places";
import { PrintManyButton } from "./PrintMany";
import { useBadgeFile, useFreshRun, useRuns, type PrintRun } from "./queries";
import { useBadgeTexts } from "./texts";

export default function BadgePrints(): ReactNode {
  const t = useBadgeTexts();
  const { slug } = useOrganization();
  const event = useEvent();
  const list = useRuns();
  return (
    <Page
      title={t("prints")}
      lead={t("printsLead")}
      help="badges"
      back={{ to: eventPath(slug, event.id, "badges"), label: t("title") }}
      actions={
        <>
          <Button kind="quiet" pending={list.isRefetching} onPress={() => void list.refetch()}>
            {t("refresh")}
          </Button>
          <PrintManyButton />
        </>
      }
    >
      <PagedRows
        label={t("prints")}
        list={list}
        empty={
          <Empty icon="form" title={t("noPrints")}>
            {t("noPrintsText")}
          </Empty>
        }
      >
        {(run) => <RunRow key={run.id} run={run} />}
      </PagedRows>
    </Page>
  );
}

function RunRow({ run }: { readonly run: PrintRun }): ReactNode {
  const t = useBadgeTexts();
  const timeOf = useEventTime();
  const { may, slug } = useOrganization();
  const isThere = new Date(run.expires_at) > new Date();
  return (
    <Row
      title={t("run", { count: run.prints })}
      tags={<span className="tag">{run.format.toUpperCase()}</span>}
      facts={[
        timeOf(run.started_at),
        run.device === "" ? "" : <bdi key="device">{run.device}</bdi>,
        run.job_id !== null && may("jobs.read") ? (
          <Link key="job" to={organizationPath(slug, `jobs/${run.job_id}`)}>
            {t("job")}
          </Link>
        ) : (
          ""
        ),
      ]}
      {...(isThere && may("badges.print") ? { end: <Files run={run} /> } : {})}
    />
  );
}

/** The files of a run; those of a job that still runs are asked for anew. */
function Files({ run: seen }: { readonly run: PrintRun }): ReactNode {
  const t = useBadgeTexts();
  const fetchFile = useBadgeFile();
  const fresh = useFreshRun();
  const [pending, setPending] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const save = (part: number) => (): void => {
    setPending(part);
    setError(null);
    fresh(seen)
      .then((run) => fetchFile({ run, part }))
      .then((content) => saveAs(content, `badges-${part}.${seen.format}`, content.type), setError)
      .finally(() => setPending(0));
  };
  const parts = Array.from({ length: seen.parts }, (_, place) => place + 1);
  return (
    <div className="badge-files">
      {error !== null && <Failure error={error} />}
      {parts.map((part) => (
        <Button key={part} kind="quiet" size="small" pending={pending === part} onPress={save(part)}>
          {parts.length === 1 ? t("download") : t("part", { number: part })}
        </Button>
      ))}
    </div>
  );
}
