// What sales reports ask of the API: figures of a period, the same as a file, two events compared, a forecast.
import { keepPreviousData, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useLocale } from "../../../ui/language";
import { useDownload } from "../parts/download";
import type { FileFormat } from "../parts/file-formats";
import { useOrganizationApi } from "../shell/organization-api";
import type { Wish } from "./wish";

export type Report = Schemas["SalesReport"];
export type ReportLine = Schemas["SalesReportLine"];
export type Comparison = Schemas["SalesComparison"];
export type ComparedDay = Schemas["ComparedDay"];
export type Forecast = Schemas["SalesForecast"];
export type ForecastDay = Schemas["ForecastDay"];
export type ForecastTest = Schemas["ForecastTest"];

const REPORT = "/api/v1/organizations/{organization_id}/sales-report";

/** What the address of a report asks for; of an event, or of the whole organization (null). */
function queryOf({ first, last, groupBy }: Wish, eventId: string | null) {
  return {
    group_by: groupBy,
    ...(eventId !== null && { event_id: eventId }),
    ...(first !== "" && { first_day: first }),
    ...(last !== "" && { last_day: last }),
  };
}

export const isBackwards = ({ first, last }: Pick<Wish, "first" | "last">): boolean =>
  first !== "" && last !== "" && last < first;

/** The former figures stay in view while others are counted. */
export function useReport(wish: Wish, eventId: string | null): UseQueryResult<Report> {
  const { api, key, path } = useOrganizationApi();
  const query = queryOf(wish, eventId);
  return useQuery({
    queryKey: [...key, "sales-report", query],
    enabled: !isBackwards(wish),
    placeholderData: keepPreviousData,
    queryFn: () => answerOf(api.GET(REPORT, { params: { path, query } })),
  });
}

export function useReportFile(wish: Wish, eventId: string | null): UseMutationResult<void, Error, FileFormat> {
  const { path } = useOrganizationApi();
  const language = useLocale();
  return useDownload((api, _, format: FileFormat) =>
    api.GET(`${REPORT}/export`, {
      params: { path, query: { ...queryOf(wish, eventId), format, language } },
      parseAs: "blob",
    }),
  );
}

/** Nothing is asked before another event is chosen. */
export function useComparison(eventId: string, otherId: string): UseQueryResult<Comparison> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, "sales-report", "comparison", eventId, otherId],
    enabled: otherId !== "",
    queryFn: () =>
      answerOf(
        api.GET(`${REPORT}/comparison`, {
          params: { path, query: { event_id: eventId, other_event_id: otherId } },
        }),
      ),
  });
}

/** What an event is likely to sell. */
export function useForecast(eventId: string): UseQueryResult<Forecast> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, "sales-forecast", eventId],
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/events/{event_id}/sales-forecast", {
          params: { path: { ...path, event_id: eventId } },
        }),
      ),
  });
}
