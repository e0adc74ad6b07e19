// A bulk edit as a form: what of it is filled in, what is wrong, and what the API is asked.
import { basisPointsOf, isWhole, minorOf } from "../../../lib/typed-numbers";
import { instantIn } from "../../../lib/zoned";
import type { TicketType } from "../tickets/type-form";
import type { BulkEditFields } from "./queries";

export const WAYS = ["set", "raise", "lower", "raisePercent", "lowerPercent"] as const;
export const STEPS = [5, 10, 50, 100, 500, 1000] as const;
export const ROUNDINGS = ["nearest", "up", "down"] as const;
export const LIMITS = ["minimum", "maximum", "perPerson"] as const;

export type Way = (typeof WAYS)[number];
export type Limit = (typeof LIMITS)[number];
/** Empty: it stays as it is. */
export type Moment = "" | "set" | "clear";

export interface BulkEditForm {
  /** The ids of the ticket types. */
  readonly chosen: readonly string[];
  readonly way: Way | "";
  readonly amount: string;
  /** Minor units; empty: not rounded further. */
  readonly step: string;
  readonly rounding: string;
  readonly starts: Moment;
  readonly startsAt: string;
  readonly ends: Moment;
  readonly endsAt: string;
  readonly visibility: "" | "shown" | "hidden";
  readonly minimum: string;
  readonly maximum: string;
  readonly perPerson: string;
}

export interface Place {
  readonly timeZone: string;
  readonly digits: number;
}

export type BulkEditProblem = "chosen" | "amount" | "percent" | "moment" | "whole" | "nothing";

export function emptyEdit(chosen: readonly string[]): BulkEditForm {
  return {
    chosen,
    way: "",
    amount: "",
    step: "",
    rounding: "nearest",
    starts: "",
    startsAt: "",
    ends: "",
    endsAt: "",
    visibility: "",
    minimum: "",
    maximum: "",
    perPerson: "",
  };
}

/** What is wrong before anything is sent, by field; the server judges again. */
export function problemsOf(form: BulkEditForm, { digits }: Place): ReadonlyMap<keyof BulkEditForm, BulkEditProblem> {
  const found = new Map<keyof BulkEditForm, BulkEditProblem>();
  if (form.chosen.length === 0) found.set("chosen", "chosen");
  const isShare = form.way === "raisePercent" || form.way === "lowerPercent";
  if (isShare && !basisPointsOf(form.amount)) found.set("amount", "percent");
  if (form.way !== "" && !isShare && (form.amount.trim() === "" || minorOf(form.amount, digits) === null))
    found.set("amount", "amount");
  if (form.starts === "set" && form.startsAt === "") found.set("startsAt", "moment");
  if (form.ends === "set" && form.endsAt === "") found.set("endsAt", "moment");
  for (const name of LIMITS) if (form[name] !== "" && !isWhole(form[name])) found.set(name, "whole");
  if (found.size === 0 && Object.keys(changesOf(form, { digits, timeZone: "UTC" })).length === 0)
    found.set("way", "nothing");
  return found;
}

export function bodyOf(form: BulkEditForm, types: readonly TicketType[], place: Place): BulkEditFields {
  return {
    items: types
      .filter(({ id }) => form.chosen.includes(id))
      .map(({ id, version }) => ({ ticket_type_id: id, version })),
    changes: changesOf(form, place),
  };
}

function changesOf(form: BulkEditForm, { digits, timeZone }: Place): BulkEditFields["changes"] {
  const limit = (name: Limit): number | null => (form[name] === "" ? null : Number(form[name]));
  const [minimum, maximum, perPerson] = LIMITS.map(limit);
  return {
    ...(form.way === "" ? {} : { price: priceOf(form, form.way, digits) }),
    ...(form.starts === "" ? {} : { sales_start_at: momentOf(form.starts, form.startsAt, timeZone) }),
    ...(form.ends === "" ? {} : { sales_end_at: momentOf(form.ends, form.endsAt, timeZone) }),
    ...(form.visibility === "" ? {} : { is_hidden: form.visibility === "hidden" }),
    ...(minimum == null ? {} : { minimum_per_order: minimum }),
    ...(maximum == null ? {} : { maximum_per_order: maximum }),
    ...(perPerson == null ? {} : { maximum_per_person: perPerson }),
  };
}

function momentOf(moment: Moment, at: string, timeZone: string): string | null {
  return moment === "set" ? instantIn(at, timeZone) : null;
}

type PriceChange = NonNullable<BulkEditFields["changes"]["price"]>;

function priceOf(form: BulkEditForm, way: Way, digits: number): PriceChange {
  const minor = minorOf(form.amount, digits) ?? 0;
  const share = basisPointsOf(form.amount) ?? 0;
  const said = {
    set: { set_minor: minor },
    raise: { add_minor: minor },
    lower: { add_minor: -minor },
    raisePercent: { percent_bp: share },
    lowerPercent: { percent_bp: -share },
  }[way];
  return {
    ...said,
    ...(form.step === "" ? {} : { round_to_minor: Number(form.step) as 1 }),
    rounding: form.rounding as "nearest",
  };
}
