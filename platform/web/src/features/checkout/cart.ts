// The cart: lines of the held order, or of the basket as long as they differ from the order.
import { priceOf } from "./codes";
import { withAmounts, type Order } from "./model";
import { stepOf, unitPriceOf } from "./pricing";
import type { State } from "./state";
import { matchesHold } from "./steps";

export interface CartLine {
  readonly id: string;
  readonly name: string;
  readonly quantity: number;
  readonly minor: number;
  /** What discount codes took off the line. */
  readonly offMinor: number;
  /** The price rule that made the price; "" for the list price. */
  readonly ruleName: string;
}

export interface Tax {
  /** Hundredths of a percent. */
  readonly rateBp: number;
  readonly minor: number;
}

export interface Cart {
  readonly lines: readonly CartLine[];
  readonly count: number;
  readonly minor: number;
  readonly currency: string;
  readonly digits: number;
  /** The taxes in it by rate; empty as long as the server has not said. */
  readonly taxes: readonly Tax[];
}

const DIGITS = 2;

export function cartOf(state: State): Cart {
  const { order } = state;
  const lines = order !== null && matchesHold(state) ? linesOfOrder(order, state) : linesOfBasket(state);
  const currency = (lines.length > 0 && order?.currency) || state.offers[0]?.currency || "EUR";
  return {
    lines,
    count: lines.reduce((sum, line) => sum + line.quantity, 0),
    minor: lines.reduce((sum, line) => sum + line.minor, 0),
    currency,
    digits: state.offers.find((offer) => offer.currency === currency)?.digits ?? DIGITS,
    taxes: order !== null && matchesHold(state) ? taxesOf(order) : [],
  };
}

/** Whether the cart is free; while it is empty, whether every offer is. */
export function isFree(state: State): boolean {
  const { lines, minor } = cartOf(state);
  if (lines.length > 0) return minor === 0;
  return state.offers.length > 0 && state.offers.every((offer) => offer.priceMinor === 0 && offer.kind !== "donation");
}

/** The taxes of an order by rate, the highest first; what carries none is left out. */
export function taxesOf(order: Pick<Order, "lines">): Tax[] {
  const sums = new Map<number, number>();
  for (const line of order.lines)
    if (line.tax_rate_bp && line.tax_minor)
      sums.set(line.tax_rate_bp, (sums.get(line.tax_rate_bp) ?? 0) + line.tax_minor);
  return [...sums].map(([rateBp, minor]) => ({ rateBp, minor })).sort((one, other) => other.rateBp - one.rateBp);
}

function linesOfOrder(order: Order, state: State): CartLine[] {
  return order.lines.map((line) => {
    const offer = state.offers.find((each) => each.ticketTypeId === line.ticket_type_id);
    return {
      id: line.ticket_type_id,
      name: offer?.name ?? line.name ?? "",
      quantity: line.quantity,
      minor: line.gross_minor ?? (line.unit_minor ?? 0) * line.quantity,
      offMinor: (line.discount_minor ?? 0) * line.quantity,
      ruleName: line.price_rule?.name ?? "",
    };
  });
}

function linesOfBasket(state: State): CartLine[] {
  return withAmounts(state.offers, state.amounts).flatMap((offer) => {
    const quantity = state.basket.get(offer.ticketTypeId) ?? 0;
    if (quantity === 0) return [];
    const price = priceOf(offer, state.applied, quantity);
    const offMinor = (unitPriceOf(offer, quantity) - price) * quantity;
    const ruleName = stepOf(offer, quantity)?.name ?? "";
    return [{ id: offer.ticketTypeId, name: offer.name, quantity, minor: price * quantity, offMinor, ruleName }];
  });
}
