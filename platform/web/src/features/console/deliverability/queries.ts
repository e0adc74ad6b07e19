// What the view of deliverability asks of the API, and which days and groups its address names.
import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { answerOf, type Schemas } from "../../../api/client";
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

/** The former figures stay in view while others are counted. */
export function useDeliverability({ period, groupBy }: Wish, timeZone: string): UseQueryResult<Report> {
  const { api, key, path } = useOrganizationApi();
  const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date());
  const { first, last } = daysOf(period, today);
  const query = { group_by: groupBy, first_day: first, last_day: last };
  return useQuery({
    queryKey: [...key, "deliverability", query],
    placeholderData: keepPreviousData,
    queryFn: () => answerOf(api.GET(`${ORGANIZATION}/deliverability`, { params: { path, query } })),
  });
}
