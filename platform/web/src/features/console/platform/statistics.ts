// The platform's statistics: the period in the address, the question to the API, and its words.
import { dateLocale } from "../../../lib/language";
import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { answerOf, type Schemas } from "../../../api/client";
import type { paths } from "../../../api/schema";
import { useLocale } from "../../../ui/language";
import { useFile } from "../parts/download";
import type { FileFormat } from "../parts/file-formats";
import { useApi } from "../session/api";
import { PLATFORM_KEY } from "../shell/operator";

export type Statistics = Schemas["PlatformStatistics"];
export type Figures = Schemas["PlatformStatisticsFigures"];
export type Bucket = Schemas["PlatformStatisticsBucket"];
export type Money = Schemas["PlatformStatisticsMoney"];
export type Step = Statistics["by"];
export type Report = "periods" | "organizations";

type Query = NonNullable<paths["/api/v1/platform/statistics"]["get"]["parameters"]["query"]>;

export const STEPS = ["day", "week", "month"] as const;
const DAY = 86_400_000;
const USUAL_DAYS = 30;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const CURRENCY = /^[A-Z]{3}$/;

/** A period as it is asked for; its days are UTC's. */
export interface Period {
  readonly from: string;
  readonly until: string;
  readonly by: Step;
  /** By whose revenue organizations are ranked; empty: by tickets. */
  readonly currency: string;
}

/** So many days that end today. */
export function lastDays(days: number): Pick<Period, "from" | "until"> {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  return { from: day(Date.now() - (days - 1) * DAY), until: day(Date.now()) };
}

/** The period of the address; what makes no sense there is left out. */
export function usePeriod(): readonly [Period, (changes: Partial<Period>) => void] {
  const [address, setAddress] = useSearchParams();
  const usual = lastDays(USUAL_DAYS);
  const day = (name: "from" | "until"): string => {
    const said = address.get(name) ?? "";
    return ISO_DAY.test(said) ? said : usual[name];
  };
  const currency = address.get("currency") ?? "";
  const period = {
    from: day("from"),
    until: day("until"),
    by: STEPS.find((step) => step === address.get("by")) ?? "day",
    currency: CURRENCY.test(currency) ? currency : "",
  };
  const change = (changes: Partial<Period>): void => {
    const next = Object.entries({ ...period, ...changes }).filter(([, value]) => value !== "");
    setAddress(new URLSearchParams(next), { replace: true });
  };
  return [period, change];
}

/** A currency that the API does not know is its to refuse. */
function queryOf({ currency, ...days }: Period): Query {
  return currency === "" ? days : { ...days, currency: currency as NonNullable<Query["currency"]> };
}

export function useStatistics(period: Period): UseQueryResult<Statistics> {
  const api = useApi();
  const query = queryOf(period);
  return useQuery({
    queryKey: [PLATFORM_KEY, "statistics", query],
    queryFn: () => answerOf(api.GET("/api/v1/platform/statistics", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export function useStatisticsFile(period: Period, of: Report): ReturnType<typeof useFile<FileFormat>> {
  const limit = 100;
  const language = useLocale();
  return useFile((api, format: FileFormat) =>
    api.GET("/api/v1/platform/statistics/report", {
      params: { query: { ...queryOf(period), of, limit, format, language } },
      parseAs: "blob",
    }),
  );
}

export interface StatisticsWords {
  readonly number: (value: number) => string;
  /** By how much a figure grew, with its sign; null where there was nothing before. */
  readonly change: (now: number, before: number) => string | null;
  readonly bucket: (bucket: Pick<Bucket, "starts_on" | "ends_on">, by: Step) => string;
}

export function useStatisticsWords(): StatisticsWords {
  const locale = [useLocale(), "en"];
  const number = new Intl.NumberFormat(locale);
  const share = new Intl.NumberFormat(locale, {
    style: "percent",
    maximumFractionDigits: 0,
    signDisplay: "exceptZero",
  });
  const days = [dateLocale(useLocale()), "en"];
  const date = new Intl.DateTimeFormat(days, { day: "numeric", month: "short", timeZone: "UTC" });
  const month = new Intl.DateTimeFormat(days, { month: "short", year: "numeric", timeZone: "UTC" });
  return {
    number: (value) => number.format(value),
    change: (now, before) => (before <= 0 ? null : share.format((now - before) / before)),
    bucket: ({ starts_on: first, ends_on: last }, by) => {
      if (by === "month") return month.format(new Date(first));
      return by === "week" && first !== last
        ? date.formatRange(new Date(first), new Date(last))
        : date.format(new Date(first));
    },
  };
}
