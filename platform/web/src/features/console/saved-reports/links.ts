// What links to saved reports ask of the API: those of a report, one more, and one less.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export type ReportLink = Schemas["ReportLink"];
export type MadeReportLink = Schemas["MadeReportLink"];
export type NewReportLink = Schemas["ReportLinkFields"];

const LINKS = `${ORGANIZATION}/report-links` as const;
const LINK = `${LINKS}/{report_link_id}` as const;
const KEY = "report-links";

export function useLinks(saved_report_id: string): UseQueryResult<readonly ReportLink[]> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, KEY, saved_report_id],
    queryFn: async () => (await answerOf(api.GET(LINKS, { params: { path, query: { saved_report_id } } }))).items,
  });
}

export function useMakeLink(): UseMutationResult<MadeReportLink, Error, NewReportLink> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(LINKS, { params: { path }, body })),
    onSettled: () => refresh(KEY),
  });
}

export function useRevokeLink(): UseMutationResult<unknown, Error, ReportLink> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ id }) => api.DELETE(LINK, { params: { path: { ...path, report_link_id: id } } }),
    onSettled: () => refresh(KEY),
  });
}
