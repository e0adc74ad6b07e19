// What bulk edits ask of the API, and what they change there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { once } from "../session/connection";
import { EVENT, useEventApi } from "../shell/event-api";

export type BulkEdit = Schemas["BulkEdit"];
export type BulkEditPreview = Schemas["BulkEditsPreview"];
export type EditedType = Schemas["BulkEditsTicketType"];
export type EditedValues = Schemas["BulkEditsValues"];
export type BulkEditFields = Schemas["BulkEditFields"];

const EDITS = `${EVENT}/bulk-edits` as const;
const KEY = "bulk-edits";

export function useBulkEdits(): UseQueryResult<readonly BulkEdit[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, KEY],
    queryFn: async () => (await answerOf(api.GET(EDITS, { params: { path } }))).items,
  });
}

export function usePreviewEdit(): UseMutationResult<BulkEditPreview, Error, BulkEditFields> {
  const { api, path } = useEventApi();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(`${EDITS}/preview`, { params: { path }, body })),
  });
}

export function useMakeEdit(): UseMutationResult<BulkEdit, Error, BulkEditFields> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (body) =>
      answerOf(api.POST(EDITS, { params: { path, header: { "Idempotency-Key": "" } }, body, ...once })),
    onSettled: () => refresh(KEY, "ticket-types", "price-rules"),
  });
}

export function useUndoEdit(): UseMutationResult<BulkEdit, Error, BulkEdit> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ id: bulk_edit_id }) =>
      answerOf(api.POST(`${EDITS}/{bulk_edit_id}/undo`, { params: { path: { ...path, bulk_edit_id } }, ...once })),
    onSettled: () => refresh(KEY, "ticket-types", "price-rules"),
  });
}
