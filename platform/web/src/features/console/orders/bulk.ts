// Something done with many orders at once: a job that the server goes through.
import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { answerOf, type Api, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { once } from "../session/connection";
import { useOrganization } from "../shell/organizations";
import type { OrderFilter } from "./list-filter";

export type Job = Schemas["JobsJob"];
export type BulkAction = "resend" | "tag" | "cancel" | "refund";

/** The orders by their ids, or all that a filter finds. */
export type Chosen = { readonly order_ids: string[] } | { readonly filter: OrderFilter };

export interface Asked {
  readonly chosen: Chosen;
  readonly reason: string;
  readonly tagId: string;
}

export const BULK_PERMISSIONS: Readonly<Record<BulkAction, string>> = {
  resend: "notifications.send",
  tag: "order-notes.write",
  cancel: "orders.edit",
  refund: "orders.refund",
};

export function useBulkAction(action: BulkAction): UseMutationResult<Job, Error, Asked> {
  return useStartJob((api, id, asked: Asked) => answerOf(send(api, id, action, asked)));
}

/** Starts a job over many orders; it stands among the jobs at once. */
export function useStartJob<Body>(
  start: (api: Api, organizationId: string, body: Body) => Promise<Job>,
): UseMutationResult<Job, Error, Body> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: (body) => start(api, id, body),
    onSuccess: (job) => {
      client.setQueryData([id, "job", job.id], job);
      void client.invalidateQueries({ queryKey: [id, "jobs"] });
    },
  });
}

function send(api: Api, organizationId: string, action: BulkAction, { chosen, reason, tagId }: Asked) {
  // The key is set by `once`, which knows the body.
  const params = { path: { organization_id: organizationId }, header: { "Idempotency-Key": "" } };
  const base = "/api/v1/organizations/{organization_id}/bulk-actions";
  switch (action) {
    case "resend":
      return api.POST(`${base}/resend-tickets`, { params, body: chosen, ...once });
    case "cancel":
      return api.POST(`${base}/cancel-orders`, { params, body: chosen, ...once });
    case "tag":
      return api.POST(`${base}/tag-orders`, { params, body: { ...chosen, tag_id: tagId }, ...once });
    case "refund":
      return api.POST(`${base}/refund-orders`, { params, body: { ...chosen, reason }, ...once });
  }
}
