// What the checkout knows: the shapes of the API's answers and the pure decisions over them.

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
}

export interface Line {
  readonly ticket_type_id: string;
  readonly quantity: number;
}

export interface Attendee {
  readonly ticket_type_id: string;
  readonly name: string;
}

export interface Buyer {
  readonly name: string;
  readonly email: string;
  readonly locale: string;
}

export interface Order {
  readonly id: string;
  readonly number: string;
  readonly state: "held" | "awaiting_approval" | "awaiting_payment" | "under_review" | "confirmed" | "expired" | "cancelled";
  readonly expires_at: string | null;
  readonly total_minor: number;
  readonly currency: string;
  readonly buyer_name: string;
  readonly buyer_email: string;
  readonly attendees: readonly Attendee[];
  readonly secret?: string | null;
  readonly lines: readonly Line[];
}

export type Basket = ReadonlyMap<string, number>;

/** How many of one type a buyer may take: the type's own limit, or what is left. */
export function mostOf(offer: Offer): number {
  if (!offer.isOnSale) return 0;
  return offer.remaining === null ? offer.maximum : Math.min(offer.maximum, offer.remaining);
}

/** One step up or down; from nothing it goes to the minimum at once, below the minimum back to nothing. */
export function step(offer: Offer, quantity: number, by: 1 | -1): number {
  const most = mostOf(offer);
  if (by === 1) return quantity === 0 ? Math.min(offer.minimum, most) : Math.min(quantity + 1, most);
  return quantity - 1 < offer.minimum ? 0 : quantity - 1;
}

/** The offers with the numbers of a moment ago; one that was not counted stays as it was. */
export function counted(offers: readonly Offer[], stock: readonly { id: string; state: string; remaining: number | null }[]): Offer[] {
  return offers.map((offer) => {
    const now = stock.find((each) => each.id === offer.ticketTypeId);
    if (now === undefined) return offer;
    const isOnSale = ["available", "few", "sold_out"].includes(now.state);
    return { ...offer, isOnSale, remaining: now.state === "sold_out" ? 0 : now.remaining };
  });
}

export function linesOf(basket: Basket): Line[] {
  return [...basket].filter(([, quantity]) => quantity > 0).map(([ticket_type_id, quantity]) => ({ ticket_type_id, quantity }));
}

export function totalOf(offers: readonly Offer[], basket: Basket): number {
  return offers.reduce((sum, offer) => sum + offer.priceMinor * (basket.get(offer.ticketTypeId) ?? 0), 0);
}

/** One place per ticket in the order of the lines, as the attendee form asks and the API expects them. */
export function seatsOf(lines: readonly Line[]): string[] {
  return lines.flatMap((line) => Array.from({ length: line.quantity }, () => line.ticket_type_id));
}

/** The field on screen that a pointer of the API means; null for what has none. */
export function fieldFor(pointer: string, lines: readonly Line[]): string | null {
  const buyer = /^\/buyer[/_](name|email)$/.exec(pointer);
  if (buyer) return `buyer-${buyer[1]}`;
  const attendee = /^\/attendees\/(\d+)\/(name|email)$/.exec(pointer);
  if (attendee) return `attendee-${attendee[1]}-${attendee[2]}`;
  const line = /^\/lines\/(\d+)(?:\/|$)/.exec(pointer);
  const chosen = line ? lines[Number(line[1])] : undefined;
  return chosen ? `quantity-${chosen.ticket_type_id}` : null;
}

/** Repeats the server's rules for speed; the server is the judge. Field id → message. */
export function checkBuyer(buyer: Buyer): Map<string, string> {
  const wrong = new Map<string, string>();
  if (buyer.name.trim() === "") wrong.set("buyer-name", "Please enter your name");
  if (!isAddress(buyer.email)) wrong.set("buyer-email", "Please enter a valid email address");
  return wrong;
}

export function checkAttendees(attendees: readonly Attendee[]): Map<string, string> {
  const wrong = new Map<string, string>();
  attendees.forEach((attendee, index) => {
    if (attendee.name.trim() === "") wrong.set(`attendee-${index}-name`, "Please enter the name on this ticket");
  });
  return wrong;
}

/**
 * Who sits where: names given before stay with their ticket type, and the first ticket is the
 * buyer's own until another name is written on it.
 */
export function seat(lines: readonly Line[], buyerName: string, before: readonly Attendee[]): Attendee[] {
  const left = [...before];
  return seatsOf(lines).map((ticket_type_id, index) => {
    const known = left.findIndex((each) => each.ticket_type_id === ticket_type_id);
    const [kept] = known === -1 ? [] : left.splice(known, 1);
    return { ticket_type_id, name: kept?.name || (index === 0 ? buyerName : "") };
  });
}

function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text.trim());
}

export interface Left {
  readonly seconds: number;
  readonly text: string;
  /** Said aloud to screen readers, at five, two and one minutes only. */
  readonly announce: string | null;
}

/** The countdown of a hold; `previous` is the number of seconds at the last look. */
export function timeLeft(expiresAt: string, now: number, previous: number): Left {
  const seconds = Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / 1000));
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const passed = [300, 120, 60].find((mark) => previous > mark && seconds <= mark);
  const minutes = passed === undefined ? 0 : passed / 60;
  return { seconds, text, announce: passed === undefined ? null : `${minutes} ${minutes === 1 ? "minute" : "minutes"} left to finish your order` };
}
