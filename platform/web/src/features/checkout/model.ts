// Offers, basket, buyer and attendees of the checkout, with the pure rules over them.
import { answerField } from "../../lib/forms/registration";
import type { Attendee, Line, Order } from "./types";
import type { Message } from "./messages";

export type { Attendee, Line, Order };

export interface Offer {
  readonly ticketTypeId: string;
  readonly name: string;
  readonly description: string;
  readonly priceMinor: number;
  readonly currency: string;
  /** Digits after the point of the currency's amounts. */
  readonly digits: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Null when the number is not shown. */
  readonly remaining: number | null;
  readonly isOnSale: boolean;
  readonly kind?: string;
  readonly soldAs?: string;
  /** The least of a donation; its price is what the organizer suggests. */
  readonly minimumPriceMinor?: number;
  /** Of an add-on: how many go with each ticket of `hosts`. */
  readonly maximumPerTicket?: number | null;
  readonly hosts?: readonly string[];
  /** Attendees that one unit asks for, by ticket type; one of its own without it. */
  readonly seats?: Seats;
  readonly benefits?: readonly string[];
  /** Whoever buys it applies first, and the organizer decides. */
  readonly needsApproval?: boolean;
  /** Of a pass: its events, in order of time. */
  readonly admitsTo?: readonly AdmittedEvent[];
  /** How price rules make its price; nothing where it has none. */
  readonly pricing?: Pricing | null;
  /** People may wait for it when it is sold out. */
  readonly hasWaitlist?: boolean;
  /** The tax that comes on top of its price, hundredths of a percent; nothing where the price includes it. */
  readonly taxBp?: number;
}

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
  /** In force now; the steps have their prices. */
  readonly multibuys?: readonly Multibuy[];
  /** Between what demand moves the price; nothing where it does not depend on it. */
  readonly demand?: { readonly floorMinor: number; readonly ceilingMinor: number } | null;
  /** Lower prices of others: of who gives a number, or is signed in. */
  readonly members?: readonly MemberPrice[];
}

/** What one costs who is entitled to it. */
export interface MemberPrice {
  readonly name: string;
  readonly minor: number;
  readonly by: "member_number" | "group" | "purchase";
  /** For orders of at most so many; null for any number. */
  readonly most: number | null;
}

export interface PriceStep {
  readonly from: number;
  readonly minor: number;
  /** Of the rule; "" for the list price. */
  readonly name: string;
  /** One of the offer's multibuys makes it. */
  readonly isMultibuy?: boolean;
}

/** So many units cost as much as fewer. */
export interface Multibuy {
  readonly name: string;
  readonly take: number;
  readonly pay: number;
}

/** An event that a pass admits to. */
export interface AdmittedEvent {
  readonly title: string;
  /** ISO 8601; null while it has no date. */
  readonly startsAt: string | null;
  readonly zone: string;
}

/** Ticket type → number of attendees. */
export type Seats = Readonly<Record<string, number>>;

export interface Buyer {
  readonly name: string;
  readonly email: string;
  readonly locale: string;
}

/** What is left of one ticket type, as the event's page counts it. */
export interface Stock {
  readonly id: string;
  readonly state: string;
  readonly remaining: number | null;
}

export type Basket = ReadonlyMap<string, number>;
/** Donation → minor units for each. */
export type Amounts = ReadonlyMap<string, number>;

/** The most units of an offer that one order may have: the offer's limit, or what is left. */
export function maxQuantity(offer: Offer): number {
  if (!offer.isOnSale) return 0;
  return offer.remaining === null ? offer.maximum : Math.min(offer.maximum, offer.remaining);
}

/** Nothing can be chosen, and something is sold out: other than where the sale has not begun or is over. */
export function isSoldOut(offers: readonly Offer[]): boolean {
  return isNothingLeft(offers) && offers.some((offer) => offer.isOnSale);
}

export function isNothingLeft(offers: readonly Offer[]): boolean {
  return offers.every((offer) => maxQuantity(offer) === 0);
}

/** The most units with this basket: add-ons only as many as go with its tickets. */
export function maxQuantityInBasket(offers: readonly Offer[], offer: Offer, basket: Basket): number {
  if (offer.soldAs !== "add_on") return maxQuantity(offer);
  const hosts = new Set(offer.hosts);
  const tickets = offers
    .filter((each) => each.soldAs !== "add_on")
    .reduce((sum, each) => sum + (basket.get(each.ticketTypeId) ?? 0) * hostTicketsOf(each, hosts), 0);
  return Math.min(maxQuantity(offer), tickets * (offer.maximumPerTicket ?? 1));
}

function hostTicketsOf(offer: Offer, hosts: ReadonlySet<string>): number {
  const inside = Object.entries(seatsPerUnit(offer)).reduce(
    (sum, [type, number]) => sum + (hosts.has(type) ? number : 0),
    0,
  );
  return inside + (offer.soldAs === "bundle" && hosts.has(offer.ticketTypeId) ? 1 : 0);
}

function seatsPerUnit(offer: Offer): Seats {
  return offer.seats ?? { [offer.ticketTypeId]: 1 };
}

/** The basket without add-ons that have no ticket any more. */
export function clampBasket(offers: readonly Offer[], basket: Basket): Map<string, number> {
  return new Map(
    [...basket].map(([id, quantity]) => {
      const offer = offers.find((each) => each.ticketTypeId === id);
      const most = offer?.soldAs === "add_on" ? maxQuantityInBasket(offers, offer, basket) : quantity;
      return [id, offer && Math.min(quantity, most) < offer.minimum ? 0 : Math.min(quantity, most)];
    }),
  );
}

/** The offers with the amounts that donors typed instead of the suggested ones. */
export function withAmounts(offers: readonly Offer[], amounts: Amounts): Offer[] {
  return offers.map((offer) => ({ ...offer, priceMinor: amounts.get(offer.ticketTypeId) ?? offer.priceMinor }));
}

/** An amount as people type it, in minor units; null when it is none or has too many digits. */
export function parseAmount(text: string, digits: number): number | null {
  const found = /^([0-9]{1,9})(?:[.,]([0-9]*))?$/.exec(text.trim());
  const fraction = found?.[2] ?? "";
  if (found === null || fraction.length > digits) return null;
  return Number((found[1] ?? "") + fraction.padEnd(digits, "0"));
}

/** The text of an amount for an input field. */
export function formatAmount(minor: number, digits: number): string {
  const text = String(minor).padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The offers with the latest stock; one that has no stock in the answer stays as it was. */
export function withStock(offers: readonly Offer[], stock: readonly Stock[]): Offer[] {
  return offers.map((offer) => {
    const now = stock.find((each) => each.id === offer.ticketTypeId);
    if (now === undefined) return offer;
    const isOnSale = ["available", "few", "sold_out"].includes(now.state);
    return { ...offer, isOnSale, remaining: now.state === "sold_out" ? 0 : now.remaining };
  });
}

export function linesOf(basket: Basket, amounts: Amounts = new Map()): Line[] {
  return [...basket]
    .filter(([, quantity]) => quantity > 0)
    .map(([ticket_type_id, quantity]) => {
      const amount_minor = amounts.get(ticket_type_id);
      return { ticket_type_id, quantity, ...(amount_minor === undefined ? {} : { amount_minor }) };
    });
}

/** The ticket type of each attendee, in the order of the lines, as the API expects them. */
export function seatsOf(lines: readonly Line[], offers: readonly Offer[] = []): string[] {
  return lines.flatMap((line) => {
    const offer = offers.find((each) => each.ticketTypeId === line.ticket_type_id);
    const perUnit = offer?.seats ?? { [line.ticket_type_id]: 1 };
    const seats =
      line.seats ?? Object.fromEntries(Object.entries(perUnit).map(([type, number]) => [type, number * line.quantity]));
    return Object.entries(seats).flatMap(([type, number]) => Array.from({ length: number }, () => type));
  });
}

/** The field on screen that a pointer of the API means; null for what has none. */
export function fieldIdOf(pointer: string, lines: readonly Line[], offers: readonly Offer[] = []): string | null {
  const buyer = /^\/buyer[/_](name|email)$/.exec(pointer);
  if (buyer) return `buyer-${buyer[1]}`;
  const attendee = /^\/attendees\/(\d+)\/(name|email)$/.exec(pointer);
  if (attendee) return `attendee-${attendee[1]}-${attendee[2]}`;
  if (pointer === "/accepted_terms") return "accepted-terms";
  if (/^\/codes\/\d+$/.test(pointer)) return "code";
  if (pointer === "/member_number") return "member-number";
  const line = /^\/lines\/(\d+)(?:\/(\w+)|$)/.exec(pointer);
  const chosen = line ? lines[Number(line[1])] : undefined;
  if (chosen) {
    const kind = offers.find((each) => each.ticketTypeId === chosen.ticket_type_id)?.kind ?? "donation";
    const isTyped = line?.[2] === "amount_minor" && kind === "donation";
    return `${isTyped ? "amount" : "quantity"}-${chosen.ticket_type_id}`;
  }
  return answerField(pointer);
}

/** Repeats the server's rules for speed; the server is the judge. Field id → what is wrong. */
export function checkBuyer(buyer: Buyer): Map<string, Message> {
  const wrong = new Map<string, Message>();
  if (buyer.name.trim() === "") wrong.set("buyer-name", { key: "errors.yourName" });
  if (!isAddress(buyer.email)) wrong.set("buyer-email", { key: "errors.email" });
  return wrong;
}

export function checkAttendees(attendees: readonly Attendee[]): Map<string, Message> {
  const wrong = new Map<string, Message>();
  attendees.forEach((attendee, index) => {
    if (attendee.name.trim() === "")
      wrong.set(`attendee-${index}-name`, { key: "errors.ticketName", values: { number: index + 1 } });
  });
  return wrong;
}

/** Checks a basket before it is held: quantities above the stock, amounts that are wrong. Field id → message. */
export function checkBasket(
  offers: readonly Offer[],
  basket: Basket,
  amounts: Amounts,
  typed: ReadonlyMap<string, string>,
): Map<string, Message> {
  const wrong = new Map<string, Message>();
  for (const offer of offers) {
    const id = offer.ticketTypeId;
    const quantity = basket.get(id) ?? 0;
    if (quantity === 0) continue;
    const most = maxQuantityInBasket(offers, offer, basket);
    if (most === 0) wrong.set(`quantity-${id}`, { key: "errors.gone", values: { name: offer.name } });
    else if (quantity > most) wrong.set(`quantity-${id}`, { key: "errors.atMost", values: { count: most } });
    if (offer.kind !== "donation") continue;
    const amount = amounts.get(id) ?? (typed.has(id) ? null : offer.priceMinor);
    if (amount === null) wrong.set(`amount-${id}`, { key: "errors.amount" });
    else if (amount < (offer.minimumPriceMinor ?? 0)) wrong.set(`amount-${id}`, { key: "errors.atLeast" });
  }
  return wrong;
}

/**
 * Who sits where: names given before stay with their ticket type, and the first ticket is the
 * buyer's own until another name is written on it.
 */
export function assignSeats(
  lines: readonly Line[],
  buyerName: string,
  before: readonly Attendee[],
  offers: readonly Offer[] = [],
): Attendee[] {
  const left = [...before];
  return seatsOf(lines, offers).map((ticket_type_id, index) => {
    const known = left.findIndex((each) => each.ticket_type_id === ticket_type_id);
    const [kept] = known === -1 ? [] : left.splice(known, 1);
    return {
      ticket_type_id,
      name: kept?.name || (index === 0 ? buyerName : ""),
      ...(kept?.answers ? { answers: kept.answers } : {}),
    };
  });
}

function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text.trim());
}
