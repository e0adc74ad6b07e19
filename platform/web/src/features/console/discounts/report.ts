// What the view of a discount's report asks of the API.
import { useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useLocale } from "../../../ui/language";
import { useDownload } from "../parts/download";
import type { FileFormat } from "../parts/file-formats";
import { useOrganizationApi } from "../shell/organization-api";

export type Report = Schemas["Discount_reportsDiscountReport"];
export type Figures = Schemas["Discount_reportsDiscountFigures"];
export type Day = Schemas["Discount_reportsDiscountDay"];
export type CodeFigures = Schemas["Discount_reportsDiscountCodeFigures"];

const REPORT = "/api/v1/organizations/{organization_id}/discounts/{discount_id}/report";
const DAY = 86_400_000;
const LOCAL = 10;
const MOST_DAYS = 120;
/** So many stand beside each other at least: one alone would be a wall. */
const FEWEST_DAYS = 14;

export function useReport(discount_id: string): UseQueryResult<Report> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, "discounts", "report", discount_id],
    queryFn: () => answerOf(api.GET(REPORT, { params: { path: { ...path, discount_id } } })),
  });
}

export function useReportFile(discount_id: string): UseMutationResult<void, Error, FileFormat> {
  const language = useLocale();
  return useDownload((api, organization_id, format: FileFormat) =>
    api.GET(`${REPORT}/export`, {
      params: { path: { organization_id, discount_id }, query: { format, language } },
      parseAs: "blob",
    }),
  );
}

/** The days of one currency from the first use to the last, those without a use among them; the last four months. */
export function daysOf({ days }: Report, currency: string): Day[] {
  const used = new Map(days.filter((day) => day.currency === currency).map((day) => [day.day, day]));
  const all = [...used.keys()].sort();
  const last = Date.parse(all.at(-1) ?? "");
  const shown: Day[] = [];
  const first = Math.min(Date.parse(all[0] ?? ""), last - (FEWEST_DAYS - 1) * DAY);
  for (let at = Math.max(first, last - (MOST_DAYS - 1) * DAY); at <= last; at += DAY) {
    const day = new Date(at).toISOString().slice(0, LOCAL);
    shown.push(used.get(day) ?? { ...NOTHING, currency, day });
  }
  return shown;
}

const NOTHING = { uses: 0, confirmed: 0, tickets: 0, discount_minor: 0, paid_minor: 0, refunded_minor: 0 };

/** What stayed of the money. */
export function revenueOf({ paid_minor, refunded_minor }: Figures): number {
  return paid_minor - refunded_minor;
}
