// The cart: lines of the held order, or of the basket as long as they differ from the order.
import { priceOf } from "./codes";
import { withTax, withoutTax } from "../../lib/tax";
import { withAmounts, type Offer, type Order } from "./model";
import { stepOf, unitPriceOf } from "./pricing";
import type { State } from "./state";
import { matchesHold } from "./steps";

export interface CartLine {
  readonly id: string;
  readonly name: string;
  readonly quantity: number;
  /** What is shown: without the tax that comes on top. */
  readonly minor: number;
  /** What is paid. */
  readonly grossMinor: number;
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
  /** The taxes in it by rate; empty as long as the server has not said, unless they come on top. */
  readonly taxes: readonly Tax[];
  /** The lines are without tax, which comes on top. */
  readonly excludesTax: boolean;
}

const DIGITS = 2;

export function cartOf(state: State): Cart {
  const { order } = state;
  const lines = order !== null && matchesHold(state) ? linesOfOrder(order, state) : linesOfBasket(state);
  const excludesTax = lines.some(({ id }) => offerOf(state, id)?.taxBp !== undefined);
  const isHeld = order !== null && matchesHold(state);
  const currency = (lines.length > 0 && order?.currency) || state.offers[0]?.currency || "EUR";
  return {
    lines,
    count: lines.reduce((sum, line) => sum + line.quantity, 0),
    minor: lines.reduce((sum, line) => sum + line.grossMinor, 0),
    currency,
    digits: state.offers.find((offer) => offer.currency === currency)?.digits ?? DIGITS,
    taxes: isHeld ? taxesOf(order) : excludesTax ? taxesOnTop(lines, state) : [],
    excludesTax,
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

function offerOf(state: State, id: string): Offer | undefined {
  return state.offers.find(({ ticketTypeId }) => ticketTypeId === id);
}

/** The taxes of a basket that the server has not priced yet, the highest rate first. */
function taxesOnTop(lines: readonly CartLine[], state: State): Tax[] {
  const sums = new Map<number, number>();
  for (const { id, minor, grossMinor } of lines) {
    const rateBp = offerOf(state, id)?.taxBp;
    if (rateBp !== undefined && grossMinor > minor) sums.set(rateBp, (sums.get(rateBp) ?? 0) + grossMinor - minor);
  }
  return [...sums].map(([rateBp, minor]) => ({ rateBp, minor })).sort((one, other) => other.rateBp - one.rateBp);
}

function linesOfOrder(order: Order, state: State): CartLine[] {
  return order.lines.map((line) => {
    const offer = offerOf(state, line.ticket_type_id);
    const grossMinor = line.gross_minor ?? (line.unit_minor ?? 0) * line.quantity;
    const off = line.discount_minor ?? 0;
    const { taxBp } = offer ?? {};
    const before = (line.unit_minor ?? 0) + off;
    const offMinor = taxBp === undefined ? off : withoutTax(before, taxBp) - withoutTax(before - off, taxBp);
    return {
      id: line.ticket_type_id,
      name: offer?.name ?? line.name ?? "",
      quantity: line.quantity,
      minor: taxBp === undefined ? grossMinor : (line.net_minor ?? grossMinor),
      grossMinor,
      offMinor: offMinor * line.quantity,
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
    const { ticketTypeId: id, name, taxBp, digits } = offer;
    const gross = taxBp === undefined ? price : withTax(price, { taxBp, digits });
    return [{ id, name, quantity, minor: price * quantity, grossMinor: gross * quantity, offMinor, ruleName }];
  });
}
