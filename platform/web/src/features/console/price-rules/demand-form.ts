// A demand price as a form: bands by the share that is taken and by the time that is left.
import { amountOf, isWhole, minorOf, percentOf } from "../../../lib/typed-numbers";
import type { DemandPrice, DemandPriceChanges, NewDemandPrice } from "./demand-queries";
import type { Place } from "./rule-form";

export interface BandForm {
  /** A share in percent, or hours before the event. */
  readonly from: string;
  /** Percent of the list price, with its sign. */
  readonly change: string;
}

export interface DemandForm {
  readonly type: string;
  readonly floor: string;
  readonly ceiling: string;
  readonly shares: readonly BandForm[];
  readonly times: readonly BandForm[];
  readonly every: string;
  readonly step: string;
  readonly fallBack: string;
}

export type DemandField = keyof DemandForm;
export type DemandProblem = "type" | "price" | "bandless" | "shares" | "times" | "every" | "step" | "fallBack";

const MOST_MINUTES = 24 * 60;
const MOST_HOURS = 24 * 366;
const WHOLE_BP = 10_000;
const MOST_CHANGE = 100_000;
const HUNDREDTHS = 2;

export const EMPTY_BAND: BandForm = { from: "", change: "" };

export function emptyDemand(type: string): DemandForm {
  return {
    type,
    floor: "",
    ceiling: "",
    shares: [EMPTY_BAND],
    times: [],
    every: "15",
    step: "10",
    fallBack: "2",
  };
}

export function demandFormOf(price: DemandPrice, { digits }: Pick<Place, "digits">): DemandForm {
  return {
    type: price.ticket_type_id,
    floor: amountOf(price.floor_minor, digits),
    ceiling: amountOf(price.ceiling_minor, digits),
    shares: price.by_share.map(({ from_bp, change_bp }) => ({
      from: percentOf(from_bp) || "0",
      change: percentOf(change_bp) || "0",
    })),
    times: price.by_time.map(({ hours_before, change_bp }) => ({
      from: String(hours_before),
      change: percentOf(change_bp) || "0",
    })),
    every: String(price.every_minutes),
    step: percentOf(price.most_step_bp),
    fallBack: percentOf(price.fall_back_bp) || "0",
  };
}

/** Hundredths of a percent of "10", "-12.5" or "+5"; null for what is none, or further than a price moves. */
export function changeOf(typed: string): number | null {
  const text = typed.trim().replace("−", "-");
  const isLess = text.startsWith("-");
  const size = shareOf(text.replace(/^[-+]/, ""), isLess ? WHOLE_BP : MOST_CHANGE);
  if (size === null) return null;
  return isLess && size > 0 ? -size : size;
}

function shareOf(typed: string, most: number): number | null {
  const points = typed.trim() === "" ? null : minorOf(typed, HUNDREDTHS);
  return points === null || points > most ? null : points;
}

/** What is wrong before anything is sent; the server judges again. */
export function demandProblemsOf(form: DemandForm, { digits }: Pick<Place, "digits">): Map<DemandField, DemandProblem> {
  const found = new Map<DemandField, DemandProblem>();
  if (form.type === "") found.set("type", "type");
  for (const name of ["floor", "ceiling"] as const)
    if (form[name].trim() === "" || minorOf(form[name], digits) === null) found.set(name, "price");
  if (form.shares.length + form.times.length === 0) found.set("shares", "bandless");
  if (form.shares.some((band) => shareOf(band.from, WHOLE_BP) === null || changeOf(band.change) === null))
    found.set("shares", "shares");
  if (form.times.some((band) => !isWithin(band.from, MOST_HOURS) || changeOf(band.change) === null))
    found.set("times", "times");
  if (!isWithin(form.every, MOST_MINUTES)) found.set("every", "every");
  if (!shareOf(form.step, MOST_CHANGE)) found.set("step", "step");
  if (shareOf(form.fallBack, WHOLE_BP) === null) found.set("fallBack", "fallBack");
  return found;
}

function isWithin(typed: string, most: number): boolean {
  return isWhole(typed) && Number(typed) >= 1 && Number(typed) <= most;
}

type Says = { readonly [K in DemandField]: (form: DemandForm, digits: number) => DemandPriceChanges };

/** Field of the form → what it says in the API. */
const SAYS: Says = {
  type: () => ({}),
  floor: ({ floor }, digits) => ({ floor_minor: minorOf(floor, digits) ?? 0 }),
  ceiling: ({ ceiling }, digits) => ({ ceiling_minor: minorOf(ceiling, digits) ?? 0 }),
  shares: ({ shares }) => ({
    by_share: shares.map(({ from, change }) => ({
      from_bp: shareOf(from, WHOLE_BP) ?? 0,
      change_bp: changeOf(change) ?? 0,
    })),
  }),
  times: ({ times }) => ({
    by_time: times.map(({ from, change }) => ({ hours_before: Number(from), change_bp: changeOf(change) ?? 0 })),
  }),
  every: ({ every }) => ({ every_minutes: Number(every) }),
  step: ({ step }) => ({ most_step_bp: shareOf(step, MOST_CHANGE) ?? 0 }),
  fallBack: ({ fallBack }) => ({ fall_back_bp: shareOf(fallBack, WHOLE_BP) ?? 0 }),
};

/** What the API is asked to change: the named fields and nothing else. */
export function demandChangesOf(
  form: DemandForm,
  changed: readonly DemandField[],
  { digits }: Pick<Place, "digits">,
): DemandPriceChanges {
  return Object.assign({}, ...changed.map((name) => SAYS[name](form, digits))) as DemandPriceChanges;
}

/** A whole new one. */
export function newDemandOf(form: DemandForm, place: Pick<Place, "digits">): NewDemandPrice {
  const all = Object.keys(SAYS) as DemandField[];
  const said = demandChangesOf(form, all, place) as Omit<NewDemandPrice, "ticket_type_id">;
  return { ...said, ticket_type_id: form.type };
}

const POINTERS: Readonly<Record<string, DemandField>> = {
  ticket_type_id: "type",
  floor_minor: "floor",
  ceiling_minor: "ceiling",
  by_share: "shares",
  by_time: "times",
  every_minutes: "every",
  most_step_bp: "step",
  fall_back_bp: "fallBack",
};

/** The field that a pointer of the API means. */
export function demandFieldOf(pointer: string): DemandField | null {
  return POINTERS[pointer.split("/")[1] ?? ""] ?? null;
}
