// Tickets that the team gives away or sells: the form, the attendees that it asks for, and the order that it makes.
import type { Schemas } from "../../../api/client";
import { instantIn } from "../../../lib/zoned";
import { withTax } from "../../../lib/tax";
import type { TicketType } from "../events/queries";
import type { ReceivedMethod } from "./received";

/** Given away, paid at the desk, or to be paid by the buyer. */
export type Payment = "none" | "now" | "later";

export interface Person {
  readonly name: string;
  readonly email: string;
}

export interface GiveAwayForm {
  readonly eventId: string;
  /** Ticket type → how many. */
  readonly counts: Readonly<Record<string, number>>;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
  /** By the key of their place; whoever is missing there is the recipient. */
  readonly people: Readonly<Record<string, Person>>;
  readonly payment: Payment;
  /** In which it is sold; "" for the event's own. */
  readonly currency: string;
  /** Of a member list, for its member price. */
  readonly memberNumber: string;
  /** How it was paid at the desk. */
  readonly method: ReceivedMethod;
  readonly reference: string;
  /** Until when the buyer may pay, on the clocks of the event. */
  readonly until: string;
  readonly sendsMail: boolean;
  /** Paid at the desk: let in at once, and given a badge. */
  readonly admits: boolean;
  readonly printsBadges: boolean;
  /** The print station that prints them, or `BROWSER`. */
  readonly station: string;
  readonly note: string;
}

/** Somebody who comes: their ticket type, and which of its places. */
export interface Place {
  readonly key: string;
  readonly typeId: string;
  readonly number: number;
}

export type GiveAwayProblem = "event" | "tickets" | "email" | "name" | "until";

export type DeskPrice = Schemas["BoxOfficePrice"];
export type BuyerPrice = Schemas["PriceRulesBuyerPrice"];

/** The badges come as a file, which whoever sells prints. */
export const BROWSER = "browser";
export const MEMBER_FIELD = "member-number";

const DIGITS = 2;
/** What one order takes. */
export const MOST_TICKETS = 100;

/** Everybody whom the chosen tickets admit: a bundle asks for the attendees of its parts. */
export function placesOf(counts: GiveAwayForm["counts"], types: readonly TicketType[]): readonly Place[] {
  const wanted = new Map<string, number>();
  const add = (typeId: string, number: number): void => void wanted.set(typeId, (wanted.get(typeId) ?? 0) + number);
  for (const type of types) {
    const count = counts[type.id] ?? 0;
    if (type.sold_as !== "bundle") add(type.id, type.places * count);
    else for (const part of type.parts) add(part.ticket_type_id, seatsOf(part.ticket_type_id) * part.quantity * count);
  }
  function seatsOf(typeId: string): number {
    return types.find(({ id }) => id === typeId)?.places ?? 1;
  }
  return [...wanted].flatMap(([typeId, number]) =>
    Array.from({ length: number }, (_, at) => ({ key: `${typeId}-${at + 1}`, typeId, number: at + 1 })),
  );
}

/** What is wrong before anything is sent, by field; the server judges again. */
export function problemsOf(form: GiveAwayForm, places: readonly Place[]): readonly GiveAwayProblem[] {
  const found: GiveAwayProblem[] = [];
  if (form.eventId === "") found.push("event");
  else if (Object.values(form.counts).every((count) => count === 0)) found.push("tickets");
  if (form.email.trim() === "" && form.payment !== "now") found.push("email");
  const isNameless = places.length === 0 || places.some(({ key }) => (form.people[key]?.name ?? "").trim() === "");
  if (isNameless && form.name.trim() === "") found.push("name");
  if (form.payment === "later" && form.until === "") found.push("until");
  return found;
}

export function bodyOf(form: GiveAwayForm, places: readonly Place[]): Schemas["OrdersComplimentaryFields"] {
  return { ...basketOf(form, places), sends_mail: form.sendsMail };
}

export function saleOf(
  form: GiveAwayForm,
  places: readonly Place[],
  zone: string,
  types: readonly TicketType[],
): Schemas["BoxOfficeSaleFields"] {
  const payment = { method: form.method, reference: form.reference.trim(), note: "" };
  const { buyer, ...basket } = basketOf(form, places);
  const isNow = form.payment === "now";
  return {
    ...basket,
    buyer: { ...buyer, email: buyer.email === "" ? null : buyer.email },
    member_number: form.memberNumber.trim(),
    ...(form.currency === "" ? {} : { currency: form.currency }),
    payment: isNow && !isFree(form.counts, types) ? payment : null,
    pay_until: form.payment === "later" ? instantIn(form.until, zone) : null,
    admits: isNow && form.admits,
    prints_badges: isNow && form.printsBadges,
    print_station_id: isNow && form.printsBadges && form.station !== BROWSER ? form.station : null,
  };
}

/** Ticket types at what the box office lists them at; those that it does not sell are left out. */
export function atDesk(types: readonly TicketType[], listed: readonly DeskPrice[]): readonly TicketType[] {
  return types.flatMap((type) => {
    const found = listed.find(({ ticket_type_id }) => ticket_type_id === type.id);
    if (found === undefined) return [type];
    if (!found.is_sold) return [];
    const further = Object.entries(type.prices).map(([currency, price]) => {
      return [currency, { ...price, price_minor: found.prices[currency] ?? price.price_minor }] as const;
    });
    const price_minor = found.prices[type.currency] ?? type.price_minor;
    return [{ ...type, price_minor, prices: Object.fromEntries(further) }];
  });
}

/** Ticket types as they are sold in a currency; those without a price in it are left out, "" is their own. */
export function typesIn(types: readonly TicketType[], currency: string): readonly TicketType[] {
  if (currency === "") return types;
  return types.flatMap((type) => {
    if (type.kind === "free" || type.currency === currency) return [type];
    const price = type.prices[currency];
    return price === undefined ? [] : [{ ...type, ...price, currency }];
  });
}

/** What is chosen costs nothing: there is no payment to record. */
export function isFree(counts: GiveAwayForm["counts"], types: readonly TicketType[]): boolean {
  const costs = costsOf(counts, types);
  return costs.length > 0 && costs.every(([, minor]) => minor === 0);
}

/** What the chosen tickets cost with their tax, by currency. `prices` are those that price rules make. */
export function costsOf(
  counts: GiveAwayForm["counts"],
  types: readonly TicketType[],
  prices: readonly BuyerPrice[] = [],
  digitsOf: (currency: string) => number = () => DIGITS,
): readonly [string, number][] {
  const sums = new Map<string, number>();
  for (const { id, currency, price_minor, excludes_tax, tax_rate_bp } of types) {
    const count = counts[id] ?? 0;
    const steps = prices.find(({ ticket_type_id }) => ticket_type_id === id)?.pricing.by_quantity ?? [];
    const stated = steps.findLast(({ from_quantity }) => from_quantity <= count)?.unit_minor ?? price_minor;
    const unit = excludes_tax ? withTax(stated, { taxBp: tax_rate_bp, digits: digitsOf(currency) }) : stated;
    if (count > 0) sums.set(currency, (sums.get(currency) ?? 0) + count * unit);
  }
  return [...sums];
}

function basketOf(form: GiveAwayForm, places: readonly Place[]) {
  return {
    event_id: form.eventId,
    lines: linesOf(form).map(([ticket_type_id, quantity]) => ({ ticket_type_id, quantity })),
    buyer: { email: form.email.trim(), name: form.name.trim(), locale: form.locale },
    attendees: places.map(({ key, typeId }) => {
      const person = form.people[key];
      const email = person?.email.trim() ?? "";
      return {
        ticket_type_id: typeId,
        name: person?.name.trim() || form.name.trim(),
        email: email === "" ? null : email,
      };
    }),
  };
}

/** The field that a pointer of the API means. */
export function fieldOf(pointer: string, form: GiveAwayForm, places: readonly Place[]): string | null {
  const [, first = "", second = "", third = ""] = pointer.split("/");
  switch (first) {
    case "event_id":
      return "event";
    case "currency":
      return "currency";
    case "buyer":
      return second === "email" || second === "name" ? second : second === "locale" ? "locale" : null;
    case "payment":
      return second === "" ? null : `payment-${second}`;
    case "member_number":
      return MEMBER_FIELD;
    case "print_station_id":
      return "station";
    case "pay_until":
      return "until";
    case "lines":
      return linesOf(form)[Number(second)]?.[0] ?? "tickets";
    case "attendees": {
      const place = places[Number(second)];
      return place === undefined ? null : `${third === "email" ? "email" : "name"}-${place.key}`;
    }
    default:
      return null;
  }
}

function linesOf(form: GiveAwayForm): [string, number][] {
  return Object.entries(form.counts).filter(([, count]) => count > 0);
}
