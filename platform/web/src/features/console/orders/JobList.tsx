// The jobs that run in the background, and those that did.
import "../parts/lists.css";
import "./orders.css";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { DataTable, type Column } from "../../../ui/DataTable";
import { Empty } from "../../../ui/Empty";
import { Skeleton } from "../../../ui/Skeleton";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Trouble } from "../shell/states";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import type { Job } from "./bulk";
import { JobProgress, JobStateMark, useJobTitle } from "./job-marks";
import { useJobs } from "./jobs";
import { useOrderTexts } from "./texts";

const keyOf = ({ id }: Job): string => id;

export default function JobList(): ReactNode {
  const t = useOrderTexts();
  const { slug } = useOrganization();
  const zone = useListZone();
  const titleOf = useJobTitle();
  const jobs = useJobs();
  const columns: readonly Column<Job>[] = [
    {
      id: "kind",
      title: t("jobs.what"),
      width: "minmax(10rem, 2fr)",
      isName: true,
      cell: (job) => <Link to={organizationPath(slug, `jobs/${job.id}`)}>{titleOf(job)}</Link>,
    },
    {
      id: "started",
      title: t("jobs.started"),
      width: "minmax(9.5rem, 1fr)",
      cell: (job) => <ShortMoment at={job.started_at} zone={zone} />,
    },
    { id: "state", title: t("column.state"), width: "9rem", cell: (job) => <JobStateMark job={job} /> },
    { id: "progress", title: t("jobs.progress"), width: "minmax(9rem, 1fr)", cell: (job) => <JobProgress job={job} /> },
  ];
  return (
    <Page title={t("jobs.title")} lead={t("jobs.lead")}>
      {jobs.isError && <Trouble error={jobs.error} onRetry={() => void jobs.refetch()} />}
      {jobs.isPending && <Skeleton rows={4} />}
      {jobs.isSuccess && (
        <DataTable
          label={t("jobs.title")}
          columns={columns}
          rows={jobs.data.pages.flatMap((page) => page.items)}
          keyOf={keyOf}
          hasMore={jobs.hasNextPage}
          isLoadingMore={jobs.isFetchingNextPage}
          onMore={() => void jobs.fetchNextPage()}
          keptAs="jobs"
          empty={
            <Empty
              icon="clock"
              title={t("jobs.none")}
              actions={
                <Link className="button" to={organizationPath(slug, "orders")}>
                  {t("list.title")}
                </Link>
              }
            >
              {t("jobs.noneText")}
            </Empty>
          }
        />
      )}
    </Page>
  );
}
