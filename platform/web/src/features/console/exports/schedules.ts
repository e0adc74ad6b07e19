// Exports that come round: made, listed and ended by whom they are for.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import type { Cadence } from "../parts/CadenceFields";
import { isOn, type Connection } from "../connections/adapters";
import { useConnections } from "../connections/queries";
import { useOrganizationApi } from "../shell/organization-api";
import { useOrganization } from "../shell/organizations";
import type { Exported, Written } from "./exports";

export type ExportSchedule = Schemas["ExportSchedule"];

const BASE = "/api/v1/organizations/{organization_id}/export-schedules";
const KEY = "export-schedules";

/** When an export is made, what it is called, and whether it has only what is new. */
export interface Repeated extends Cadence {
  readonly name: string;
  readonly only_new: boolean;
  /** The store that its files are delivered to; null: a mail with a link. */
  readonly connection_id: string | null;
}

/** Stores that the organization connected and that are switched on, for whoever sees its connections. */
export function useStores(): readonly Connection[] {
  const { may } = useOrganization();
  const found = useConnections(may("connections.read")).data ?? [];
  return found.filter((each) => each.kind === "storage" && isOn(each));
}

export function useExportSchedules(): UseQueryResult<readonly ExportSchedule[]> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, KEY],
    queryFn: async () => (await answerOf(api.GET(BASE, { params: { path } }))).items,
  });
}

export function useScheduleExport(): UseMutationResult<
  ExportSchedule,
  Error,
  Exported & { readonly written: Written; readonly repeated: Repeated }
> {
  const { api, path, refresh } = useOrganizationApi();
  const params = { path };
  return useMutation({
    mutationFn: ({ kind, chosen, written, repeated }) => {
      // The title of a PDF is the name of what comes round.
      const { format, columns, is_right_to_left = false } = written;
      const said = { format, columns, is_right_to_left, ...repeated };
      switch (kind) {
        case "orders":
          return answerOf(api.POST(`${BASE}/orders`, { params, body: { ...said, filter: chosen.filter ?? {} } }));
        case "attendees":
          return answerOf(api.POST(`${BASE}/attendees`, { params, body: { ...said, filter: chosen.filter ?? {} } }));
        case "checkins":
          return answerOf(api.POST(`${BASE}/checkins`, { params, body: { ...said, filter: chosen.filter } }));
        case "payments":
          return answerOf(api.POST(`${BASE}/payments`, { params, body: { ...said, filter: chosen.filter ?? {} } }));
      }
    },
    onSuccess: () => refresh(KEY),
  });
}

export function useEndExportSchedule(): UseMutationResult<unknown, Error, ExportSchedule> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ id }) =>
      answerOf(api.DELETE(`${BASE}/{export_schedule_id}`, { params: { path: { ...path, export_schedule_id: id } } })),
    onSettled: () => refresh(KEY),
  });
}
