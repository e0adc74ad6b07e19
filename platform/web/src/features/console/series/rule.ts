// How an event repeats, as a form: written as an RRULE of RFC 5545, and read from one.
import { isWhole } from "../../../lib/typed-numbers";

export const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
export const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Frequency = (typeof FREQUENCIES)[number];
export type Weekday = (typeof WEEKDAYS)[number];
/** On the day of the month, on its first to fourth such weekday, or on the last. */
export type Monthly = "day" | "nth" | "last";

export interface RuleForm {
  readonly frequency: Frequency;
  readonly interval: string;
  readonly weekdays: readonly Weekday[];
  readonly monthly: Monthly;
  readonly ends: "count" | "until";
  readonly count: string;
  /** A day. */
  readonly until: string;
  /** Local times that the rule has and the series has not. */
  readonly leftOut: readonly string[];
}

export type RuleProblem = "interval" | "count" | "until";

const DAY = 86_400_000;
const LONGEST_INTERVAL = 1000;
/** As many events as a series may have. */
const MOST = 500;
const WEEK = 7;
/** "2026-12-14T18:00" */
const MINUTES = 16;

export function newRule(starts: string): RuleForm {
  return {
    frequency: "WEEKLY",
    interval: "1",
    weekdays: [weekdayOf(starts)],
    monthly: "day",
    ends: "count",
    count: "10",
    until: "",
    leftOut: [],
  };
}

/** The weekday of a local time. */
export function weekdayOf(starts: string): Weekday {
  return WEEKDAYS[(dayOf(starts).getUTCDay() + WEEK - 1) % WEEK] ?? "MO";
}

/** Which such weekday of its month a day is, from one to five. */
export function nthOf(starts: string): number {
  return Math.ceil(dayOf(starts).getUTCDate() / WEEK);
}

export function isLastOfMonth(starts: string): boolean {
  const day = dayOf(starts);
  return new Date(day.getTime() + WEEK * DAY).getUTCMonth() !== day.getUTCMonth();
}

function dayOf(starts: string): Date {
  return new Date(`${starts.slice(0, 10)}T00:00:00Z`);
}

export function problemsOf(form: RuleForm, starts: string): ReadonlyMap<RuleProblem, RuleProblem> {
  const wrong = new Map<RuleProblem, RuleProblem>();
  const within = (text: string, most: number): boolean => isWhole(text) && Number(text) >= 1 && Number(text) <= most;
  if (!within(form.interval, LONGEST_INTERVAL)) wrong.set("interval", "interval");
  if (form.ends === "count" && !within(form.count, MOST)) wrong.set("count", "count");
  if (form.ends === "until" && form.until < starts.slice(0, 10)) wrong.set("until", "until");
  return wrong;
}

/** The rule of a form whose first event starts then; the event's own weekday is always among the days. */
export function ruleOf(form: RuleForm, starts: string): string {
  const own = weekdayOf(starts);
  const days = WEEKDAYS.filter((day) => day === own || form.weekdays.includes(day));
  const nth = form.monthly === "last" ? -1 : nthOf(starts);
  return [
    `FREQ=${form.frequency}`,
    ...(form.interval === "1" ? [] : [`INTERVAL=${form.interval}`]),
    ...(form.frequency === "WEEKLY" ? [`BYDAY=${days.join(",")}`] : []),
    ...(form.frequency === "MONTHLY" && form.monthly !== "day" ? [`BYDAY=${nth}${own}`] : []),
    form.ends === "count" ? `COUNT=${form.count}` : `UNTIL=${form.until.replaceAll("-", "")}`,
  ].join(";");
}

export interface ReadRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly weekdays: readonly Weekday[];
  /** Which of the month, such as 2 or -1; zero without. */
  readonly nth: number;
  readonly count: number | null;
  readonly until: string | null;
}

/** What a rule says; null for one that says more than the form can. */
export function readRule(rule: string): ReadRule | null {
  const parts = new Map(rule.split(";").map((part) => part.split("=") as [string, string]));
  const frequency = FREQUENCIES.find((each) => each === parts.get("FREQ"));
  const known = ["FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL", "WKST"];
  if (frequency === undefined || [...parts.keys()].some((name) => !known.includes(name))) return null;
  const days = parts.get("BYDAY")?.split(",") ?? [];
  const found = days.map((day) => /^(-?\d)?(\w\w)$/.exec(day));
  const weekdays = WEEKDAYS.filter((each) => found.some((day) => day?.[2] === each));
  const nth = Number(found[0]?.[1] ?? 0);
  const isPlain = found.every((day) => day !== null) && (nth === 0 || (frequency === "MONTHLY" && found.length === 1));
  const isOwn = days.length === 0 || frequency === "WEEKLY" || nth !== 0;
  if (!isPlain || !isOwn) return null;
  const until = /^(\d{4})(\d\d)(\d\d)/.exec(parts.get("UNTIL") ?? "");
  return {
    frequency,
    interval: Number(parts.get("INTERVAL") ?? 1),
    weekdays,
    nth,
    count: parts.has("COUNT") ? Number(parts.get("COUNT")) : null,
    until: until === null ? null : `${until[1]}-${until[2]}-${until[3]}`,
  };
}

/** The form of a rule, for an event that starts then; a rule that the form cannot say begins anew. */
export function formOf(rule: string, leftOut: readonly string[], starts: string): RuleForm {
  const read = readRule(rule);
  const fresh = newRule(starts);
  if (read === null) return fresh;
  return {
    frequency: read.frequency,
    interval: String(read.interval),
    weekdays: read.frequency === "WEEKLY" && read.weekdays.length > 0 ? read.weekdays : fresh.weekdays,
    monthly: read.nth === 0 ? "day" : read.nth < 0 ? "last" : "nth",
    ends: read.until === null ? "count" : "until",
    count: String(read.count ?? fresh.count),
    until: read.until ?? "",
    leftOut: leftOut.map((each) => each.slice(0, MINUTES)),
  };
}
