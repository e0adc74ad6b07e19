// What the view of deliverability asks of the API, and which days and groups its address names.
import { keepPreviousData, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { answerOf, type Schemas } from "../../../api/client";
import { useLocale } from "../../../ui/language";
import { useDownload } from "../parts/download";
import type { FileFormat } from "../parts/file-formats";
import { daysOf } from "../sales-reports/wish";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export type Report = Schemas["DeliverabilityReport"];
export type Line = Schemas["DeliverabilityLine"];
export type Grouping = Report["group_by"];
export type Standing = Line["standing"];

export const GROUPINGS = ["day", "kind", "sender", "connection", "mailbox"] as const satisfies readonly Grouping[];
export const PERIODS = ["7", "30", "90"] as const;
export type Period = (typeof PERIODS)[number];

export interface Wish {
  readonly period: Period;
  readonly groupBy: Grouping;
}

export function readWish(address: URLSearchParams): Wish {
  return {
    period: PERIODS.find((each) => each === address.get("period")) ?? "30",
    groupBy: GROUPINGS.find((each) => each === address.get("by")) ?? "day",
  };
}

/** The wish of the address, and what changes it. */
export function useWish(): [Wish, (changes: Partial<Wish>) => void] {
  const [address, setAddress] = useSearchParams();
  const wish = readWish(address);
  const change = (changes: Partial<Wish>): void => {
    const { period, groupBy } = { ...wish, ...changes };
    setAddress({ period, by: groupBy }, { replace: true });
  };
  return [wish, change];
}

function asQuery(
  { period, groupBy }: Wish,
  timeZone: string,
): { group_by: Grouping; first_day: string; last_day: string } {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date());
  const { first, last } = daysOf(period, today);
  return { group_by: groupBy, first_day: first, last_day: last };
}

/** The former figures stay in view while others are counted. */
export function useDeliverability(wish: Wish, timeZone: string): UseQueryResult<Report> {
  const { api, key, path } = useOrganizationApi();
  const query = asQuery(wish, timeZone);
  return useQuery({
    queryKey: [...key, "deliverability", query],
    placeholderData: keepPreviousData,
    queryFn: () => answerOf(api.GET(`${ORGANIZATION}/deliverability`, { params: { path, query } })),
  });
}

/** All groups of the same, as a file in one's own language. */
export function useDeliverabilityFile(wish: Wish, timeZone: string): UseMutationResult<void, Error, FileFormat> {
  const { path } = useOrganizationApi();
  const language = useLocale();
  return useDownload((api, _, format: FileFormat) => {
    const query = { ...asQuery(wish, timeZone), format, language };
    return api.GET(`${ORGANIZATION}/deliverability/export`, { params: { path, query }, parseAs: "blob" });
  });
}
