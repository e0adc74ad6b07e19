// What the view of deliverability asks of the API, and which days and groups its address names.
import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { answerOf, type Schemas } from "../../../api/client";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export type Report = Schemas["DeliverabilityReport"];
export type Line = Schemas["DeliverabilityLine"];
export type Grouping = Report["group_by"];
export type Standing = Line["standing"];

export const GROUPINGS = ["day", "kind", "sender", "connection", "mailbox"] as const satisfies readonly Grouping[];
export const PERIODS = ["7", "30", "90"] as const;
export type Period = (typeof PERIODS)[number];

const DAY = 86_400_000;
const LOCAL = 10;

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

/** The first of so many days up to today (`2026-12-14`). */
export function firstDay(period: Period, today: string): string {
  const first = Date.parse(`${today}T00:00:00Z`) - (Number(period) - 1) * DAY;
  return new Date(first).toISOString().slice(0, LOCAL);
}

/** The former figures stay in view while others are counted. */
export function useDeliverability({ period, groupBy }: Wish, timeZone: string): UseQueryResult<Report> {
  const { api, key, path } = useOrganizationApi();
  const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date());
  const query = { group_by: groupBy, first_day: firstDay(period, today), last_day: today };
  return useQuery({
    queryKey: [...key, "deliverability", query],
    placeholderData: keepPreviousData,
    queryFn: () => answerOf(api.GET(`${ORGANIZATION}/deliverability`, { params: { path, query } })),
  });
}
