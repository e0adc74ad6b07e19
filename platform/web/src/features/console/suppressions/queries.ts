// What the view of the suppression list asks of the API, and what it changes there.
import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useDownload } from "../parts/download";
import type { ListFormat } from "../parts/file-formats";
import { usePaged, type Paged } from "../parts/paged";
import { ifMatch } from "../session/connection";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export type Suppression = Schemas["Suppression"];
export type NewSuppression = Schemas["SuppressionFields"];
export type Reason = Suppression["reason"];
export type Scope = Suppression["scope"];

export const REASONS = ["bounced", "complained", "unsubscribed", "manual"] as const satisfies readonly Reason[];
export const SCOPES = ["all", "news"] as const satisfies readonly Scope[];

const LIST = `${ORGANIZATION}/suppressions` as const;

/** The newest first; `text` finds a part of an address or of a note. */
export function useSuppressions(text: string, reason: Reason | ""): Paged<Suppression> {
  const { api, key, path } = useOrganizationApi();
  const q = text.trim();
  const wanted = { ...(q === "" ? {} : { q }), ...(reason === "" ? {} : { reason }) };
  return usePaged<Suppression>([...key, "suppressions", q, reason], (place) =>
    answerOf(api.GET(LIST, { params: { path, query: { ...place, ...wanted } } })),
  );
}

export function useSuppress(): UseMutationResult<Suppression, Error, NewSuppression> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(LIST, { params: { path }, body })),
    onSettled: () => refresh("suppressions"),
  });
}

export interface Removal {
  readonly entry: Suppression;
  readonly note: string;
}

export function useRemove(): UseMutationResult<unknown, Error, Removal> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ entry, note }) =>
      api.DELETE(`${LIST}/{suppression_id}`, {
        params: { path: { ...path, suppression_id: entry.id }, query: { note } },
        headers: ifMatch(entry),
      }),
    onSettled: () => refresh("suppressions"),
  });
}

export function useExport(): UseMutationResult<void, Error, ListFormat> {
  return useDownload((api, organization_id, format: ListFormat) =>
    api.GET(`${LIST}/export`, { params: { path: { organization_id }, query: { format } }, parseAs: "blob" }),
  );
}
