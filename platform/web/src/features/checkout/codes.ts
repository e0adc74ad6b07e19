// Discount codes: those that count, what they take off one of each ticket type, and what they opened.
import type { CheckedCodes } from "./types";
import type { Offer } from "./model";
import { unitPriceOf } from "./pricing";

/** What the buyer's codes do, as the server said. */
export interface AppliedCodes {
  readonly codes: readonly AppliedCode[];
  /** Ticket type → minor units off one of it. */
  readonly off: ReadonlyMap<string, number>;
  /** The hidden ticket types that they opened. */
  readonly opened: readonly string[];
}

export interface AppliedCode {
  readonly code: string;
  /** Hundredths of a percent off; null for an amount, and where nothing is known yet. */
  readonly percentBp: number | null;
  readonly amountMinor: number | null;
  readonly currency: string | null;
}

export const NO_CODES: AppliedCodes = { codes: [], off: new Map(), opened: [] };
/** What an order that is resumed does not say of its codes. */
export const UNTOLD = { percentBp: null, amountMinor: null, currency: null } as const;
const PARAMETER = "code";
const LONGEST = 40;

export function appliedOf(checked: CheckedCodes): AppliedCodes {
  return {
    codes: checked.codes.map((each) => ({
      code: each.code,
      percentBp: each.percent_bp,
      amountMinor: each.amount_minor,
      currency: each.currency,
    })),
    off: new Map(checked.prices.map((each) => [each.ticket_type_id, each.discount_minor])),
    opened: checked.opened.map((each) => each.id),
  };
}

/** The code of a link (`?code=…`); null without one. */
export function linkedCode(search: string): string | null {
  const code = new URLSearchParams(search).get(PARAMETER)?.trim() ?? "";
  return code === "" || code.length > LONGEST ? null : code;
}

/** The codes that an order is asked for with, and that it was held with: where they differ it is held anew. */
export function codesOf(applied: AppliedCodes): string[] {
  return applied.codes.map((each) => each.code);
}

/** What is left to pay for one of an offer, of so many. */
export function priceOf(offer: Offer, applied: AppliedCodes, quantity = offer.minimum): number {
  if (offer.kind === "donation") return offer.priceMinor;
  return Math.max(0, unitPriceOf(offer, quantity) - (applied.off.get(offer.ticketTypeId) ?? 0));
}

/** What of the checkout's state codes change. */
interface Chosen {
  readonly offers: readonly Offer[];
  readonly applied: AppliedCodes;
  readonly basket: ReadonlyMap<string, number>;
}

/** The state with other codes: what they opened comes, what only the former ones opened goes. */
export function withCodes<S extends Chosen>(state: S, applied: AppliedCodes, opened: readonly Offer[]): S {
  const kept = state.offers.filter((each) => !state.applied.opened.includes(each.ticketTypeId));
  const offers = [...kept, ...opened.filter((each) => !kept.some((one) => one.ticketTypeId === each.ticketTypeId))];
  const known = new Set(offers.map((each) => each.ticketTypeId));
  const basket = new Map([...state.basket].filter(([id]) => known.has(id)));
  return { ...state, applied, offers, basket };
}
