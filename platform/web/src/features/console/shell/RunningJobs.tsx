// What runs in the background, said in the menu while it does.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { answerOf } from "../../../api/client";
import { useApi } from "../session/api";
import { useOrganization } from "./organizations";
import { organizationPath } from "./places";
import { useConsoleTexts } from "./texts";

const WATCHED_MILLISECONDS = 2000;
const FRESH = 60_000;
const FEW = 5;

export function RunningJobs(): ReactNode {
  const t = useConsoleTexts();
  const api = useApi();
  const { id, slug, may } = useOrganization();
  const { data: jobs = [] } = useQuery({
    queryKey: [id, "jobs", "running"],
    enabled: may("jobs.read"),
    staleTime: FRESH,
    refetchInterval: ({ state }) => ((state.data?.length ?? 0) > 0 ? WATCHED_MILLISECONDS : false),
    queryFn: async () =>
      (
        await answerOf(
          api.GET("/api/v1/organizations/{organization_id}/jobs", {
            params: { path: { organization_id: id }, query: { state: "running", limit: FEW } },
          }),
        )
      ).items,
  });
  if (jobs.length === 0) return null;
  return (
    <ul className="side__jobs" aria-label={t("jobs.running")}>
      {jobs.map((job) => (
        <li key={job.id}>
          <Link to={organizationPath(slug, `jobs/${job.id}`)}>
            <span>{t("jobs.running")}</span>
            <progress
              aria-label={t("jobs.running")}
              value={job.done + job.skipped + job.failed}
              max={Math.max(1, job.total)}
            />
          </Link>
        </li>
      ))}
    </ul>
  );
}
