// What the views of attendance ask of the API: figures that are seconds old at most, and the same as a file.
import { useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useLocale } from "../../../ui/language";
import { useDownload } from "../parts/download";
import type { FileFormat } from "../parts/file-formats";
import { useEventApi } from "../shell/event-api";

export type Report = Schemas["AttendanceReport"];
export type Figures = Schemas["AttendanceFigures"];

const ATTENDANCE = "/api/v1/organizations/{organization_id}/events/{event_id}/attendance";
/** The server counts anew this often at most. */
const EVERY_MILLISECONDS = 15_000;

/** Asked again while the view is looked at. */
export function useAttendance(): UseQueryResult<Report> {
  const { api, key, path } = useEventApi();
  return useQuery({
    queryKey: [...key, "checkin", "attendance"],
    refetchInterval: EVERY_MILLISECONDS,
    queryFn: () => answerOf(api.GET(ATTENDANCE, { params: { path } })),
  });
}

export function useAttendanceFile(): UseMutationResult<void, Error, FileFormat> {
  const { path } = useEventApi();
  const language = useLocale();
  return useDownload((api, _, format: FileFormat) =>
    api.GET(`${ATTENDANCE}/export`, { params: { path, query: { format, language } }, parseAs: "blob" }),
  );
}
