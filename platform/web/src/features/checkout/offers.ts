// Ticket types that a link names: the API's offers in the shape of the page's own offers.
import type { Offer, Pricing } from "./model";
import type { ShopItem } from "./types";

const PARAMETER = "ticket";
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MAX_LINKED = 20;

/** The ids of hidden ticket types in the page's address: `?ticket=…`, repeated for each. */
export function linkedTicketTypes(search: string): string[] {
  return new URLSearchParams(search)
    .getAll(PARAMETER)
    .filter((each) => UUID.test(each))
    .slice(0, MAX_LINKED);
}

/** Makes an offer of an API item; `digits` has the decimals of the page's currencies, the browser those of others. */
export function offerOf(item: ShopItem, digits: ReadonlyMap<string, number>): Offer {
  return {
    ticketTypeId: item.id,
    name: item.name,
    description: item.description,
    priceMinor: item.price_minor,
    currency: item.currency,
    digits: digits.get(item.currency) ?? digitsOf(item.currency),
    minimum: item.minimum_per_order,
    maximum: item.maximum_per_order,
    remaining: item.why_not === "sold-out" ? 0 : item.left,
    isOnSale: item.is_available || item.why_not === "sold-out",
    kind: item.kind,
    soldAs: item.sold_as,
    minimumPriceMinor: item.minimum_price_minor,
    maximumPerTicket: item.maximum_per_ticket,
    hosts: item.add_on_to,
    seats: item.seats,
    benefits: item.benefits,
    needsApproval: item.needs_approval,
    pricing: pricingOf(item),
    ...(item.excludes_tax ? { taxBp: item.tax_rate_bp } : {}),
    admitsTo: item.admits_to.map((each) => ({ title: each.title, startsAt: each.starts_at, zone: each.time_zone })),
  };
}

/** The price of an offer as the API says it, in the shape of the page's own. */
export function pricingOf({ pricing }: Pick<ShopItem, "pricing">): Pricing | null {
  if (pricing == null) return null;
  const { list_minor: listMinor, ends_at: endsAt, left, by_quantity, demand: range } = pricing;
  const steps = by_quantity.map(({ from_quantity: from, unit_minor: minor, name, is_multibuy: isMultibuy }) => ({
    from,
    minor,
    name,
    isMultibuy,
  }));
  const multibuys = pricing.multibuys.map(({ name, take_units: take, pay_units: pay }) => ({ name, take, pay }));
  const demand = range == null ? null : { floorMinor: range.floor_minor, ceilingMinor: range.ceiling_minor };
  const members = pricing.members.map(({ name, unit_minor: minor, entitled_by: by, maximum_quantity: most }) => ({
    name,
    minor,
    by,
    most,
  }));
  return { listMinor, endsAt, left, steps, multibuys, demand, members };
}

function digitsOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
