// What the view of engagement asks of the API: sums of what attendees did, and the same as a file.
import { useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useLocale } from "../../../ui/language";
import { useDownload } from "../parts/download";
import type { FileFormat } from "../parts/file-formats";
import { EVENT, useEventApi } from "../shell/event-api";

export type Report = Schemas["EngagementReport"];
export type Figures = Schemas["EngagementFigures"];
export type Week = Schemas["EngagementWeek"];

export function useEngagement(): UseQueryResult<Report> {
  const { api, key, path } = useEventApi();
  return useQuery({
    queryKey: [...key, "engagement"],
    queryFn: () => answerOf(api.GET(`${EVENT}/engagement`, { params: { path } })),
  });
}

export function useEngagementFile(): UseMutationResult<void, Error, FileFormat> {
  const { path } = useEventApi();
  const language = useLocale();
  return useDownload((api, _, format: FileFormat) =>
    api.GET(`${EVENT}/engagement/export`, { params: { path, query: { format, language } }, parseAs: "blob" }),
  );
}
