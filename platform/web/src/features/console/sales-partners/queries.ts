// What the views of sales partners ask of the API, and what they change there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useLocale } from "../../../ui/language";
import { useDownload } from "../parts/download";
import type { FileFormat } from "../parts/file-formats";
import { ifMatch } from "../session/connection";
import { useOrganizationApi } from "../shell/organization-api";

export type SalesPartner = Schemas["SalesPartner"];
export type PartnerChanges = Schemas["SalesPartnerChanges"];
export type NewPartner = Schemas["SalesPartnerFields"];
export type ChannelFigures = Schemas["ChannelFigures"];

const PARTNERS = "/api/v1/organizations/{organization_id}/sales-partners";
const PARTNER = "/api/v1/organizations/{organization_id}/sales-partners/{sales_partner_id}";
const REPORT = "/api/v1/organizations/{organization_id}/channel-report";
const MOST_TOKENS = 100;

export function usePartners(): UseQueryResult<readonly SalesPartner[]> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, "sales-partners"],
    queryFn: async () => (await answerOf(api.GET(PARTNERS, { params: { path } }))).items,
  });
}

export function useFetchPartner(): (id: string) => Promise<SalesPartner> {
  const { api, path } = useOrganizationApi();
  return (sales_partner_id) => answerOf(api.GET(PARTNER, { params: { path: { ...path, sales_partner_id } } }));
}

export interface PartnerSaved {
  /** The version that is changed; null makes a partner. */
  readonly over: SalesPartner | null;
  readonly body: PartnerChanges | NewPartner;
}

export function useSavePartner(): UseMutationResult<SalesPartner, Error, PartnerSaved> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ over, body }) =>
      over === null
        ? answerOf(api.POST(PARTNERS, { params: { path }, body: body as NewPartner }))
        : answerOf(
            api.PATCH(PARTNER, {
              params: { path: { ...path, sales_partner_id: over.id } },
              body,
              headers: ifMatch(over),
            }),
          ),
    onSettled: () => refresh("sales-partners"),
  });
}

export function useDeletePartner(): UseMutationResult<unknown, Error, SalesPartner> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (partner) =>
      api.DELETE(PARTNER, {
        params: { path: { ...path, sales_partner_id: partner.id } },
        headers: ifMatch(partner),
      }),
    onSettled: () => refresh("sales-partners"),
  });
}

/** What each channel sold: of an event, or of all of them (null). */
export function useChannelReport(eventId: string | null): UseQueryResult<readonly ChannelFigures[]> {
  const { api, key, path } = useOrganizationApi();
  const query = eventId === null ? {} : { event_id: eventId };
  return useQuery({
    queryKey: [...key, "channel-report", eventId],
    queryFn: async () => (await answerOf(api.GET(REPORT, { params: { path, query } }))).items,
  });
}

/** The same as a file. */
export function useChannelReportFile(eventId: string | null): UseMutationResult<void, Error, FileFormat> {
  const { path } = useOrganizationApi();
  const language = useLocale();
  const only = eventId === null ? {} : { event_id: eventId };
  return useDownload((api, _, format: FileFormat) =>
    api.GET(`${REPORT}/export`, { params: { path, query: { ...only, format, language } }, parseAs: "blob" }),
  );
}

/** The API tokens that a partner can have; none for who does not manage them. */
export function useTokenChoices(isAsked: boolean): readonly { readonly value: string; readonly label: string }[] {
  const { api, key, path } = useOrganizationApi();
  const tokens = useQuery({
    queryKey: [...key, "sales-partners", "tokens"],
    enabled: isAsked,
    queryFn: async () =>
      (
        await answerOf(
          api.GET("/api/v1/organizations/{organization_id}/api-tokens", {
            params: { path, query: { limit: MOST_TOKENS } },
          }),
        )
      ).items,
  });
  return (tokens.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
}
