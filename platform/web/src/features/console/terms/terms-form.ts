// Buyer terms as a form: what comes back until when, and what buyers may change by themselves.
import { amountOf, basisPointsOf, isWhole, minorOf, percentOf } from "../../../lib/typed-numbers";
import type { BuyerTerms, BuyerTermsBody } from "./queries";

export interface TierForm {
  readonly days: string;
  readonly share: string;
}

export interface TermsForm {
  readonly refund: "none" | "full" | "tiers";
  readonly tiers: readonly TierForm[];
  readonly fee: string;
  readonly currency: string;
  /** Hours before the start; "never" for not at all. */
  readonly changes: string;
  readonly transfers: string;
}

export type TermsProblem = "tiers" | "tierDays" | "tierTwice" | "tierShare" | "fee" | "currency";

export const NEVER = "never";
/** What a first tier begins with. */
export const FIRST_TIERS: readonly TierForm[] = [
  { days: "30", share: "100" },
  { days: "7", share: "50" },
];

type Digits = (currency: string) => number;

export function termsFormOf(terms: BuyerTerms, digits: Digits, currency: string): TermsForm {
  return {
    refund: terms.refund as TermsForm["refund"],
    tiers: terms.tiers.map(({ days_before, share_bp }) => ({
      days: String(days_before),
      share: percentOf(share_bp) || "0",
    })),
    fee: terms.fee_minor === 0 ? "" : amountOf(terms.fee_minor, digits(terms.fee_currency ?? currency)),
    currency: terms.fee_currency ?? currency,
    changes: terms.changes_close_hours === null ? NEVER : String(terms.changes_close_hours),
    transfers: terms.transfers_close_hours === null ? NEVER : String(terms.transfers_close_hours),
  };
}

export function termsBodyOf(form: TermsForm, digits: Digits): BuyerTermsBody {
  const fee = form.refund === "none" ? 0 : (minorOf(form.fee, digits(form.currency)) ?? 0);
  const hours = (typed: string): number | null => (typed === NEVER ? null : Number(typed));
  return {
    refund: form.refund,
    tiers: form.refund === "tiers" ? form.tiers.map(tierOf) : [],
    fee_minor: fee,
    fee_currency: fee === 0 ? null : (form.currency as BuyerTermsBody["fee_currency"] & string),
    changes_close_hours: hours(form.changes),
    transfers_close_hours: hours(form.transfers),
  };
}

function tierOf({ days, share }: TierForm): { days_before: number; share_bp: number } {
  return { days_before: Number(days), share_bp: basisPointsOf(share) ?? 0 };
}

export function termsProblemsOf(form: TermsForm, digits: Digits): ReadonlyMap<string, TermsProblem> {
  const found = new Map<string, TermsProblem>();
  if (form.refund === "none") return found;
  if (form.refund === "tiers") {
    const days = form.tiers.map((tier) => tier.days.trim());
    if (form.tiers.length === 0) found.set("tiers", "tiers");
    else if (!days.every(isWhole)) found.set("tiers", "tierDays");
    else if (new Set(days.map(Number)).size < days.length) found.set("tiers", "tierTwice");
    else if (form.tiers.some(({ share }) => share.trim() === "" || basisPointsOf(share) === null))
      found.set("tiers", "tierShare");
  }
  const fee = minorOf(form.fee, digits(form.currency));
  if (fee === null) found.set("fee", "fee");
  else if (fee > 0 && form.currency === "") found.set("currency", "currency");
  return found;
}

/** The field that a pointer of the API means. */
export function termsFieldOf(pointer: string): string | null {
  const known: Readonly<Record<string, string>> = {
    refund: "refund",
    tiers: "tiers",
    fee_minor: "fee",
    fee_currency: "currency",
    changes_close_hours: "changes",
    transfers_close_hours: "transfers",
  };
  return known[pointer.split("/")[1] ?? ""] ?? null;
}

export interface Deadline {
  /** Calendar days before the start; null: until it starts. */
  readonly days: number | null;
  readonly share_bp: number;
}

/** What comes back until when, the longest before the start first; a later deadline that gives more is its own line. */
export function deadlinesOf({ refund, tiers }: BuyerTermsBody): readonly Deadline[] {
  if (refund === "none") return [];
  if (refund === "full") return [{ days: null, share_bp: 10_000 }];
  const sorted = [...(tiers ?? [])].sort((one, other) => other.days_before - one.days_before);
  return sorted.map(({ days_before }) => ({
    days: days_before === 0 ? null : days_before,
    // A tier further on that gives more holds already: buyers have the best that their day reaches.
    share_bp: Math.max(...sorted.filter((each) => each.days_before <= days_before).map((each) => each.share_bp)),
  }));
}

/** What comes back of one ticket, rounded up to what providers move, less the fee. */
export function refundOf(terms: BuyerTermsBody, deadline: Deadline, price: PriceOf): number {
  const step = price.digits === 3 && price.minor % 10 === 0 ? 10 : 1;
  const share = Math.ceil(((price.minor / step) * deadline.share_bp) / 10_000) * step;
  return Math.max(0, share - (terms.fee_currency === price.currency ? (terms.fee_minor ?? 0) : 0));
}

export interface PriceOf {
  readonly minor: number;
  readonly currency: string;
  readonly digits: number;
}
