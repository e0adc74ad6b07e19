// Exports: what can be chosen, what was made, and the file of each.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Api, type Schemas } from "../../../api/client";
import { useDownload } from "../parts/download";
import { useApi } from "../session/api";
import { once } from "../session/connection";
import { useOrganization } from "../shell/organizations";

export type OrderExport = Schemas["Order_exportsOrderExport"];
export type ExportColumn = Schemas["OrderExportOfferedColumn"];
export type NewOrderExport = Schemas["NewOrderExport"];
export type NewAttendeeExport = Schemas["NewAttendeeExport"];
export type NewCheckinExport = Schemas["NewCheckinExport"];
export type NewPaymentExport = Schemas["NewPaymentExport"];
export type ExportKind = OrderExport["kind"];

/** What is exported, and which of them: by a filter, or one by one. */
export type Exported =
  | { readonly kind: "orders"; readonly chosen: Pick<NewOrderExport, "filter" | "order_ids"> }
  | { readonly kind: "attendees"; readonly chosen: Pick<NewAttendeeExport, "filter" | "line_ids"> }
  | { readonly kind: "checkins"; readonly chosen: Pick<NewCheckinExport, "filter"> }
  | { readonly kind: "payments"; readonly chosen: Pick<NewPaymentExport, "filter"> };

/** How the file is written. */
export type Written = Pick<NewOrderExport, "format" | "columns" | "is_right_to_left" | "title">;

const BASE = "/api/v1/organizations/{organization_id}/order-exports";
const SHOWN = 5;
const WATCHED_MILLISECONDS = 1500;
const LONGEST_WATCH_MILLISECONDS = 30 * 60_000;

export function useExportColumns(
  kind: ExportKind,
  eventId: string | undefined,
): UseQueryResult<readonly ExportColumn[]> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "exports", "columns", kind, eventId ?? ""],
    queryFn: async () => {
      const query = { kind, ...(eventId === undefined ? {} : { event_id: eventId }) };
      return (await answerOf(api.GET(`${BASE}/columns`, { params: { path: { organization_id: id }, query } }))).items;
    },
  });
}

/** One's own exports of late; those that run are looked at again. */
export function useExports(): UseQueryResult<readonly OrderExport[]> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "exports", "list"],
    refetchInterval: ({ state }) =>
      state.data?.some((each) => each.state === "running") === true ? WATCHED_MILLISECONDS : false,
    queryFn: async () => {
      const params = { path: { organization_id: id }, query: { limit: SHOWN } };
      return (await answerOf(api.GET(BASE, { params }))).items;
    },
  });
}

/** That of a job, watched while it runs; somebody else's is not there. */
export function useExport(exportId: string): UseQueryResult<OrderExport> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "exports", exportId],
    retry: false,
    refetchInterval: ({ state }) => (state.data?.state === "running" ? WATCHED_MILLISECONDS : false),
    queryFn: () => readExport(api, id, exportId),
  });
}

function readExport(api: Api, organizationId: string, exportId: string): Promise<OrderExport> {
  const path = { organization_id: organizationId, order_export_id: exportId };
  return answerOf(api.GET(`${BASE}/{order_export_id}`, { params: { path } }));
}

export function useStartExport(): UseMutationResult<OrderExport, Error, Exported & { readonly written: Written }> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  // The key is set by `once`, which knows the body.
  const params = { path: { organization_id: id }, header: { "Idempotency-Key": "" } };
  return useMutation({
    mutationFn: ({ kind, chosen, written }) => {
      switch (kind) {
        case "orders":
          return answerOf(api.POST(`${BASE}/orders`, { params, body: { ...written, ...chosen }, ...once }));
        case "attendees":
          return answerOf(api.POST(`${BASE}/attendees`, { params, body: { ...written, ...chosen }, ...once }));
        case "checkins":
          return answerOf(api.POST(`${BASE}/checkins`, { params, body: { ...written, ...chosen }, ...once }));
        case "payments":
          return answerOf(api.POST(`${BASE}/payments`, { params, body: { ...written, ...chosen }, ...once }));
      }
    },
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: [id, "exports", "list"] }),
        client.invalidateQueries({ queryKey: [id, "jobs"] }),
      ]),
  });
}

/** Waits until an export runs no more, wherever one goes in the console meanwhile. */
export function useWatchExport(): (exportId: string) => Promise<OrderExport | null> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  return async (exportId) => {
    const until = Date.now() + LONGEST_WATCH_MILLISECONDS;
    while (Date.now() < until) {
      const found = await readExport(api, id, exportId);
      if (found.state !== "running") {
        await client.invalidateQueries({ queryKey: [id, "exports", "list"] });
        return found;
      }
      await new Promise((resolve) => setTimeout(resolve, WATCHED_MILLISECONDS));
    }
    return null;
  };
}

export function useDownloadExport(): UseMutationResult<void, Error, string> {
  return useDownload((api, organization_id, order_export_id: string) =>
    api.GET(`${BASE}/{order_export_id}/file`, {
      params: { path: { organization_id, order_export_id } },
      parseAs: "blob",
    }),
  );
}

export function useDeleteExport(): UseMutationResult<unknown, Error, string> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: (order_export_id) =>
      api.DELETE(`${BASE}/{order_export_id}`, { params: { path: { organization_id: id, order_export_id } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [id, "exports"] }),
  });
}
