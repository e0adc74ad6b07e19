// Prices by rules: what each of so many units costs, and by which price a basket is asked for.
import type { Line, Offer } from "./model";

/** How price rules make an offer's price, as the server says. */
export interface Pricing {
  /** What one costs without a rule. */
  readonly listMinor: number;
  /** ISO 8601; null where the price now has no end. */
  readonly endsAt: string | null;
  /** Units left at the price now; null where they have no number. */
  readonly left: number | null;
  /** The price of each by quantity, from the least that one order takes. */
  readonly steps: readonly PriceStep[];
}

export interface PriceStep {
  readonly from: number;
  readonly minor: number;
  /** Of the rule; "" for the list price. */
  readonly name: string;
}

/** The price that so many units have; null where an offer has no rules. */
export function stepOf(offer: Offer, quantity: number): PriceStep | null {
  const steps = offer.pricing?.steps ?? [];
  return steps.filter((step) => step.from <= quantity).at(-1) ?? steps[0] ?? null;
}

/** What each of so many units costs before discount codes. */
export function unitPriceOf(offer: Offer, quantity: number): number {
  return stepOf(offer, quantity)?.minor ?? offer.priceMinor;
}

/** The lines with the price that the buyer saw, where rules decide it: at another one nothing is held. */
export function withSeenPrices(lines: readonly Line[], offers: readonly Offer[]): Line[] {
  return lines.map((line) => {
    const offer = offers.find((each) => each.ticketTypeId === line.ticket_type_id);
    if (offer?.pricing == null) return line;
    return { ...line, amount_minor: unitPriceOf(offer, line.quantity) };
  });
}

/** The offers at the prices of now; what else is known of them stays. */
export function withPrices(offers: readonly Offer[], now: readonly Offer[]): Offer[] {
  return offers.map((offer) => {
    const fresh = now.find((each) => each.ticketTypeId === offer.ticketTypeId);
    return fresh === undefined
      ? offer
      : { ...offer, priceMinor: fresh.priceMinor, ...(fresh.pricing == null ? {} : { pricing: fresh.pricing }) };
  });
}
