// The choice of tickets: what each costs, why it cannot be had, how many, and what a donor gives.
import { h, type Child } from "../../lib/dom";
import { formatMoney } from "../../lib/money";
import { mostOf, mostWith, parseAmount, step, typedAmount, type Basket, type Offer } from "./model";
import { stepper, textField } from "./parts";

const FEW = 20;

export interface Chosen {
  readonly offers: readonly Offer[];
  readonly basket: Basket;
  /** Donation → the amount as it was typed. */
  readonly typed: ReadonlyMap<string, string>;
  readonly errors: ReadonlyMap<string, string>;
  readonly locale: string;
  readonly change: (id: string, quantity: number, by: 1 | -1) => void;
  readonly give: (id: string, text: string, minor: number | null) => void;
}

export function drawChoices(chosen: Chosen): HTMLElement {
  return h("ul", { class: "choices" }, ...chosen.offers.map((offer) => choice(chosen, offer)));
}

function choice(chosen: Chosen, offer: Offer): HTMLElement {
  const id = offer.ticketTypeId;
  const quantity = chosen.basket.get(id) ?? 0;
  const error = chosen.errors.get(`quantity-${id}`);
  const most = mostWith(chosen.offers, offer, chosen.basket);
  const note = noteOf(offer, most);
  const people = Object.values(offer.seats ?? {}).reduce((sum, number) => sum + number, 0);
  const change = (by: 1 | -1): void => chosen.change(id, step(offer, quantity, by, most), by);
  return h(
    "li",
    { class: "choice" },
    h(
      "div",
      { class: "choice__text" },
      h("h2", {}, offer.name),
      offer.description ? h("p", { class: "muted small" }, offer.description) : null,
      offer.benefits?.length ? h("ul", { class: "muted small" }, ...offer.benefits.map((each) => h("li", {}, each))) : null,
      people > 1 ? h("p", { class: "muted small" }, `For ${people} people`) : null,
      error ? h("p", { class: "field__error", id: `quantity-${id}-error` }, error) : null,
    ),
    h("p", { class: "choice__price" }, priceOf(chosen, offer), note ? h("span", { class: "muted small" }, note) : null),
    most === 0 ? null : stepper(offer, quantity, { most, error, change }),
    offer.kind === "donation" && quantity > 0 ? amountField(chosen, offer) : null,
  );
}

function priceOf({ locale }: Chosen, offer: Offer): string {
  if (offer.kind === "donation") return "Pay what you want";
  return offer.priceMinor === 0 ? "Free" : formatMoney(offer.priceMinor, offer.currency, locale, offer.digits);
}

function noteOf(offer: Offer, most: number): string {
  if (!offer.isOnSale) return "Not on sale now";
  if (mostOf(offer) === 0) return "Sold out";
  if (most === 0) return "Comes with a ticket";
  return offer.remaining !== null && offer.remaining <= FEW ? `${offer.remaining} left` : "";
}

function amountField(chosen: Chosen, offer: Offer): Child {
  const { ticketTypeId: id, currency, digits, minimumPriceMinor: least = 0 } = offer;
  const hint = least > 0 ? `At least ${formatMoney(least, currency, chosen.locale, digits)} each.` : "Any amount, also nothing.";
  return textField({
    id: `amount-${id}`,
    label: `Your amount for each (${currency})`,
    value: chosen.typed.get(id) ?? typedAmount(offer.priceMinor, digits),
    required: true,
    hint,
    error: chosen.errors.get(`amount-${id}`),
    onInput: (text) => chosen.give(id, text, parseAmount(text, digits)),
  });
}
