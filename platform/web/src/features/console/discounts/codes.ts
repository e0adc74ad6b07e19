// What the view of a discount's codes asks of the API, and what it changes there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useDownload } from "../parts/download";
import type { ListFormat } from "../parts/file-formats";
import { usePaged, type Paged } from "../parts/paged";
import { once } from "../session/connection";
import { useOrganizationApi } from "../shell/organization-api";
import { useFetchDiscount, type Discount } from "./queries";

export type DiscountCode = Schemas["DiscountsDiscountCode"];
export type Job = Schemas["JobsJob"];
export type NewCodes = Schemas["DiscountsNewCodes"];
/** Whether orders use it, as the filter says it. */
export type Used = "true" | "false";

const CODES = "/api/v1/organizations/{organization_id}/discounts/{discount_id}/codes";
const CODE = `${CODES}/{code_id}` as const;
const JOBS = "/api/v1/organizations/{organization_id}/jobs";
const KIND = "discounts.make-codes";
const WATCHED_MILLISECONDS = 1500;

export function useDiscount(id: string): UseQueryResult<Discount> {
  const { key } = useOrganizationApi();
  const fetchDiscount = useFetchDiscount();
  return useQuery({ queryKey: [...key, "discounts", "one", id], queryFn: () => fetchDiscount(id) });
}

/** The job that makes codes of a discount now; null without one. Once it is over, the codes are asked anew. */
export function useMaking(discountId: string): UseQueryResult<Job | null> {
  const { api, client, key, path, may } = useOrganizationApi();
  const queryKey = [...key, "discounts", "making", discountId];
  return useQuery({
    queryKey,
    enabled: may("jobs.read"),
    refetchInterval: ({ state }) => (state.data == null ? false : WATCHED_MILLISECONDS),
    queryFn: async () => {
      const { items } = await answerOf(api.GET(JOBS, { params: { path, query: { state: "running", limit: 100 } } }));
      const found = items.find(({ kind, about_id }) => kind === KIND && about_id === discountId) ?? null;
      const isOver = found === null && client.getQueryData<Job | null>(queryKey) != null;
      if (isOver) void client.invalidateQueries({ queryKey: [...key, "discounts", "codes", discountId] });
      return found;
    },
  });
}

/** How much of a job is over, from 0 to 1. */
export function shareOf({ done, skipped, failed, total }: Job): number {
  return total === 0 ? 0 : (done + skipped + failed) / total;
}

export interface CodeFilter {
  readonly text: string;
  readonly used: Used | "";
  /** What is made shows while it is made. */
  readonly job: Job | null;
}

export function useCodes(discount_id: string, { text, used, job }: CodeFilter): Paged<DiscountCode> {
  const { api, key, path } = useOrganizationApi();
  const filter = { ...(text === "" ? {} : { q: text }), ...(used === "" ? {} : { used: used === "true" }) };
  const made = job === null ? null : shareOf(job);
  return usePaged([...key, "discounts", "codes", discount_id, text, used, made], (place) =>
    answerOf(api.GET(CODES, { params: { path: { ...path, discount_id }, query: { ...filter, ...place } } })),
  );
}

export function useMakeCodes(discount_id: string): UseMutationResult<Job, Error, NewCodes> {
  const { api, client, key, path, refresh } = useOrganizationApi();
  return useMutation({
    // The key is set by `once`, which knows the body.
    mutationFn: (body) =>
      answerOf(
        api.POST(CODES, {
          params: { path: { ...path, discount_id }, header: { "Idempotency-Key": "" } },
          body,
          ...once,
        }),
      ),
    onSuccess: (job) => client.setQueryData([...key, "discounts", "making", discount_id], job),
    onSettled: () => refresh("discounts", "jobs"),
  });
}

export function useCodesFile(discount_id: string): UseMutationResult<void, Error, ListFormat> {
  return useDownload((api, organization_id, format: ListFormat) =>
    api.GET(`${CODES}/export`, {
      params: { path: { organization_id, discount_id }, query: { format } },
      parseAs: "blob",
    }),
  );
}

/** Pauses a code, or lets it count again. */
export function usePauseCode(discount_id: string): UseMutationResult<DiscountCode, Error, DiscountCode> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ id: code_id, is_paused }) =>
      answerOf(
        api.PATCH(CODE, { params: { path: { ...path, discount_id, code_id } }, body: { is_paused: !is_paused } }),
      ),
    onSettled: () => refresh("discounts"),
  });
}

export function useDeleteCode(discount_id: string): UseMutationResult<unknown, Error, DiscountCode> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ id: code_id }) => api.DELETE(CODE, { params: { path: { ...path, discount_id, code_id } } }),
    onSettled: () => refresh("discounts"),
  });
}
