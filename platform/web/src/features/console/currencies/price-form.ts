// The prices of an event's ticket types in one currency, as they are typed.
import { amountOf, minorOf } from "../../../lib/typed-numbers";
import type { TicketType } from "../tickets/type-form";
import type { EventCurrency, SetPrices } from "./queries";

/** Ticket type → what stands in its field; donations have a least amount as well. */
export interface PriceForm {
  readonly prices: Readonly<Record<string, string>>;
  readonly least: Readonly<Record<string, string>>;
}

export interface Digits {
  readonly own: number;
  readonly other: number;
}

/** What costs something and is not archived: what is free is free in every currency. */
export function pricedTypes(types: readonly TicketType[]): readonly TicketType[] {
  return types.filter(({ kind, state }) => kind !== "free" && state !== "archived");
}

export function formOf(types: readonly TicketType[], currency: string, digits: number): PriceForm {
  const known = types.flatMap(({ id, prices }) => {
    const found = prices[currency];
    return found === undefined ? [] : [[id, found] as const];
  });
  return {
    prices: Object.fromEntries(known.map(([id, each]) => [id, amountOf(each.price_minor, digits)])),
    least: Object.fromEntries(known.map(([id, each]) => [id, amountOf(each.minimum_price_minor, digits)])),
  };
}

/** A rate as it was typed: "1.08" or "1,08"; null for what is none. */
export function rateOf(typed: string): number | null {
  const text = typed.trim().replace(",", ".");
  if (!/^\d{1,7}(?:\.\d{1,8})?$/.test(text)) return null;
  const rate = Number(text);
  return rate > 0 ? rate : null;
}

/** The fields filled in by a rate: rounded to whole units where the own price is one, to cents otherwise. */
export function suggested(types: readonly TicketType[], rate: number, digits: Digits): PriceForm {
  const step = digits.other === 3 ? 10 : 1;
  const beside = (minor: number): string => {
    const exact = (minor / 10 ** digits.own) * rate * 10 ** digits.other;
    const unit = minor % 10 ** digits.own === 0 ? 10 ** digits.other : step;
    const found = Math.round(exact / unit) * unit;
    return amountOf(found === 0 && minor > 0 ? Math.max(step, Math.round(exact / step) * step) : found, digits.other);
  };
  return {
    prices: Object.fromEntries(types.map(({ id, price_minor }) => [id, beside(price_minor)])),
    least: Object.fromEntries(types.map(({ id, minimum_price_minor }) => [id, beside(minimum_price_minor)])),
  };
}

/** Ids of fields whose text is no amount of the currency. */
export function wrongFields(types: readonly TicketType[], form: PriceForm, digits: number): readonly string[] {
  return types.flatMap(({ id, kind }) => {
    const typed = form.prices[id] ?? "";
    if (typed.trim() === "") return [];
    const minor = minorOf(typed, digits);
    const least = kind === "donation" ? minorOf(form.least[id] ?? "", digits) : 0;
    return [
      ...(minor === null || (minor === 0 && kind === "paid") ? [`price-${id}`] : []),
      ...(least === null ? [`least-${id}`] : []),
    ];
  });
}

/** What is sent: a field that is empty is a ticket type that is not sold in the currency. */
export function bodyOf(
  types: readonly TicketType[],
  form: PriceForm,
  { currency, digits }: { readonly currency: string; readonly digits: number },
): SetPrices {
  const prices = types.flatMap(({ id, kind, version }) => {
    const typed = form.prices[id] ?? "";
    if (typed.trim() === "") return [];
    const least = kind === "donation" ? (minorOf(form.least[id] ?? "", digits) ?? 0) : 0;
    return [{ ticket_type_id: id, price_minor: minorOf(typed, digits) ?? 0, minimum_price_minor: least, version }];
  });
  return { currency, prices };
}

/** Further currencies: those with prices, and those that are only being added. */
export function furtherOf(known: readonly EventCurrency[], added: readonly string[]): readonly string[] {
  const further = known.filter(({ is_own }) => !is_own).map(({ currency }) => currency);
  return [...further, ...added.filter((each) => !known.some(({ currency }) => currency === each))];
}
