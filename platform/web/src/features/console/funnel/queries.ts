// What the view of the funnel asks: the steps by groups, and whether visits are counted.
import {
  keepPreviousData,
  useMutation,
  useQuery,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useLocale } from "../../../ui/language";
import { useDownload } from "../parts/download";
import type { FileFormat } from "../parts/file-formats";
import { isBackwards } from "../sales-reports/queries";
import { ifMatch } from "../session/connection";
import { EVENT, useEventApi } from "../shell/event-api";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export type Funnel = Schemas["FunnelReport"];
export type FunnelLine = Schemas["FunnelLine"];
export type Interest = Schemas["SessionInterestReport"];
export type Counting = Schemas["VisitCounting"];

export const GROUPINGS = ["source", "medium", "campaign", "link", "device", "day", "weekday", "hour"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface Days {
  /** Days as `2026-12-14`; empty without a limit. */
  readonly first: string;
  readonly last: string;
}

type GroupBy = Grouping | "weekday_hour";

function asQuery(
  { first, last }: Days,
  groupBy: GroupBy,
): { group_by: GroupBy; first_day?: string; last_day?: string } {
  return { group_by: groupBy, ...(first !== "" && { first_day: first }), ...(last !== "" && { last_day: last }) };
}

/** The former figures stay in view while others are counted. */
export function useFunnel(days: Days, groupBy: GroupBy): UseQueryResult<Funnel> {
  const { api, key, path } = useEventApi();
  const query = asQuery(days, groupBy);
  return useQuery({
    queryKey: [...key, "funnel", query],
    enabled: !isBackwards(days),
    placeholderData: keepPreviousData,
    queryFn: () => answerOf(api.GET(`${EVENT}/funnel`, { params: { path, query } })),
  });
}

/** All groups of the same, as a file in one's own language. */
export function useFunnelFile(days: Days, groupBy: Grouping): UseMutationResult<void, Error, FileFormat> {
  const { path } = useEventApi();
  const language = useLocale();
  return useDownload((api, _, format: FileFormat) => {
    const query = { ...asQuery(days, groupBy), format, language };
    return api.GET(`${EVENT}/funnel/export`, { params: { path, query }, parseAs: "blob" });
  });
}

/** The interest in all sessions as a file in one's own language. */
export function useSessionInterestFile(): UseMutationResult<void, Error, FileFormat> {
  const { path } = useEventApi();
  const language = useLocale();
  return useDownload((api, _, format: FileFormat) =>
    api.GET(`${EVENT}/session-interest/export`, { params: { path, query: { format, language } }, parseAs: "blob" }),
  );
}

/** What people looked at, picked and signed up for, by session. */
export function useSessionInterest(): UseQueryResult<Interest> {
  const { api, key, path } = useEventApi();
  return useQuery({
    queryKey: [...key, "session-interest"],
    queryFn: () => answerOf(api.GET(`${EVENT}/session-interest`, { params: { path } })),
  });
}

const COUNTING = `${ORGANIZATION}/visit-counting` as const;

export function useCounting(): UseQueryResult<Counting> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, "visit-counting"],
    queryFn: () => answerOf(api.GET(COUNTING, { params: { path } })),
  });
}

/** Has visits counted, or not. */
export function useSetCounting(): UseMutationResult<Counting, Error, Counting> {
  const { api, client, key, path } = useOrganizationApi();
  return useMutation({
    mutationFn: (over) =>
      answerOf(api.PUT(COUNTING, { params: { path }, headers: ifMatch(over), body: { is_on: !over.is_on } })),
    onSuccess: (counting) => client.setQueryData([...key, "visit-counting"], counting),
    onError: () => client.invalidateQueries({ queryKey: [...key, "visit-counting"] }),
  });
}
