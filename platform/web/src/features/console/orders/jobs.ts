// Jobs in the background, and what came of each thing in them.
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";
import type { Job } from "./bulk";

export type JobItem = Schemas["JobsJobItem"];
export type JobItemPage = Schemas["JobsJobItemPage"];
export type JobPage = Schemas["JobsJobPage"];

const PAGE = 50;
const WATCHED_MILLISECONDS = 1500;

const refetchWhile = (isRunning: boolean): number | false => (isRunning ? WATCHED_MILLISECONDS : false);

export function useJob(jobId: string): UseQueryResult<Job> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "job", jobId],
    refetchInterval: ({ state }) => refetchWhile(state.data?.state === "running"),
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/jobs/{job_id}", {
          params: { path: { organization_id: id, job_id: jobId } },
        }),
      ),
  });
}

export function useJobItems(job: Job, state: JobItem["state"] | ""): UseInfiniteQueryResult<InfiniteData<JobItemPage>> {
  const api = useApi();
  const { id } = useOrganization();
  return useInfiniteQuery({
    queryKey: [id, "job", job.id, "items", state, job.done + job.skipped + job.failed, job.state],
    initialPageParam: "",
    placeholderData: (before) => before,
    getNextPageParam: (page: JobItemPage) => page.next_cursor,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/jobs/{job_id}/items", {
          params: {
            path: { organization_id: id, job_id: job.id },
            query: {
              limit: PAGE,
              ...(state === "" ? {} : { state }),
              ...(pageParam === "" ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
  });
}

export function useJobs(): UseInfiniteQueryResult<InfiniteData<JobPage>> {
  const api = useApi();
  const { id } = useOrganization();
  return useInfiniteQuery({
    queryKey: [id, "jobs", "all"],
    initialPageParam: "",
    getNextPageParam: (page: JobPage) => page.next_cursor,
    refetchInterval: ({ state }) =>
      refetchWhile(state.data?.pages.some((page) => page.items.some((job) => job.state === "running")) === true),
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/jobs", {
          params: {
            path: { organization_id: id },
            query: { limit: PAGE, ...(pageParam === "" ? {} : { cursor: pageParam }) },
          },
        }),
      ),
  });
}

export function useCancellingJob(jobId: string): UseMutationResult<Job, Error, void> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: () =>
      answerOf(
        api.POST("/api/v1/organizations/{organization_id}/jobs/{job_id}/cancel", {
          params: { path: { organization_id: id, job_id: jobId } },
        }),
      ),
    onSuccess: (job) => client.setQueryData([id, "job", jobId], job),
  });
}
