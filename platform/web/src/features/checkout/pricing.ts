// Prices by rules: what each of so many units costs, and by which price a basket is asked for.
import type { Line, MemberPrice, Offer, PriceStep, Pricing } from "./model";

/** The price that so many units have; null where an offer has no rules. */
export function stepOf(offer: Offer, quantity: number): PriceStep | null {
  const steps = offer.pricing?.steps ?? [];
  return steps.filter((step) => step.from <= quantity).at(-1) ?? steps[0] ?? null;
}

/** From which numbers on each costs something else; what multibuys make of each number is not listed. */
export function bandsOf({ steps }: Pricing): PriceStep[] {
  const plain = steps.filter(({ isMultibuy }) => isMultibuy !== true);
  return plain.filter(({ minor, name }, place) => {
    const before = plain[place - 1];
    return before !== undefined && (before.minor !== minor || before.name !== name);
  });
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

/** Whether one of the offers has a lower price for who gives a number, or for who is signed in. */
export function hasMemberPrice(offers: readonly Offer[], isBy: (by: MemberPrice["by"]) => boolean): boolean {
  return offers.some(({ pricing }) => pricing?.members?.some(({ by }) => isBy(by)) === true);
}

/** The offers at the prices that a buyer has: by the number that they gave, or because they are signed in. */
export function withBuyerPrices(offers: readonly Offer[], prices: ReadonlyMap<string, Pricing>): Offer[] {
  return offers.map((offer) => {
    const pricing = prices.get(offer.ticketTypeId);
    return pricing === undefined
      ? offer
      : { ...offer, pricing, priceMinor: pricing.steps[0]?.minor ?? offer.priceMinor };
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
