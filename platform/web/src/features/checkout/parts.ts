// The pieces of the checkout's screens.
import { h, type Child } from "../../lib/dom";
import { formatMoney } from "../../lib/money";
import type { Basket, Offer } from "./model";

export const STEPS = ["Tickets", "Attendees", "Payment"] as const;

export function progress(current: number, free: boolean): HTMLElement {
  const names = free ? STEPS.slice(0, 2) : STEPS;
  return h(
    "ol",
    { class: "steps", "aria-label": "Steps" },
    ...names.map((name, index) => h("li", { class: index < current ? "steps__done" : "", "aria-current": index === current ? "step" : undefined }, name)),
  );
}

export function heading(text: string): HTMLElement {
  return h("h1", { class: "page-title", tabindex: -1 }, text);
}

export function errorSummary(title: string, items: readonly { id: string | null; text: string }[]): HTMLElement {
  return h(
    "div",
    { class: "error-summary stack stack--tight", role: "alert", tabindex: -1 },
    h("h2", {}, title),
    h("ul", {}, ...items.map((item) => h("li", {}, item.id === null ? item.text : h("a", { href: `#${item.id}` }, item.text)))),
  );
}

export interface TextField {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly type?: string;
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly onInput: (value: string) => void;
}

export function textField(field: TextField): HTMLElement {
  const told = [field.hint ? `${field.id}-hint` : "", field.error ? `${field.id}-error` : ""].filter(Boolean).join(" ");
  return h(
    "div",
    { class: "field" },
    h("label", { for: field.id }, field.label, field.required ? "" : h("span", { class: "muted" }, " (optional)")),
    field.hint ? h("p", { class: "field__hint", id: `${field.id}-hint` }, field.hint) : null,
    h("input", {
      class: "input",
      id: field.id,
      type: field.type ?? "text",
      value: field.value,
      autocomplete: field.autocomplete,
      maxlength: 200,
      required: field.required ?? false,
      "aria-invalid": field.error ? "true" : undefined,
      "aria-describedby": told || undefined,
      oninput: (event) => field.onInput((event.target as HTMLInputElement).value),
    }),
    field.error ? h("p", { class: "field__error", id: `${field.id}-error` }, field.error) : null,
  );
}

export function stepper(offer: Offer, quantity: number, options: { most: number; error: string | undefined; change: (by: 1 | -1) => void }): HTMLElement {
  const id = `quantity-${offer.ticketTypeId}`;
  const button = (by: 1 | -1, label: string, sign: string, off: boolean): HTMLElement =>
    h("button", { type: "button", class: "stepper__button", "aria-label": `${label}: ${offer.name}`, "data-by": by, disabled: off, onclick: () => options.change(by) }, sign);
  return h(
    "div",
    { class: "stepper", id, role: "group", tabindex: -1, "aria-label": offer.name, "aria-describedby": options.error ? `${id}-error` : undefined },
    button(-1, "One less", "−", quantity === 0),
    h("span", { class: "stepper__number number" }, String(quantity)),
    button(1, "One more", "+", quantity >= options.most),
  );
}

export function summary(offers: readonly Offer[], basket: Basket, locale: string): HTMLElement {
  const chosen = offers.filter((offer) => (basket.get(offer.ticketTypeId) ?? 0) > 0);
  const currency = chosen[0]?.currency ?? offers[0]?.currency ?? "EUR";
  const digits = chosen[0]?.digits ?? 2;
  const money = (minor: number): string => (minor === 0 ? "Free" : formatMoney(minor, currency, locale, digits));
  let total = 0;
  const rows = chosen.map((offer) => {
    const quantity = basket.get(offer.ticketTypeId) ?? 0;
    total += offer.priceMinor * quantity;
    return h("div", {}, h("dt", {}, `${quantity} × ${offer.name}`), h("dd", { class: "number" }, money(offer.priceMinor * quantity)));
  });
  const body: Child =
    rows.length === 0
      ? h("p", { class: "muted" }, "Nothing chosen yet.")
      : h("dl", { class: "sum" }, ...rows, h("div", { class: "sum__total" }, h("dt", {}, "Total"), h("dd", { class: "number" }, money(total))));
  return h("div", { class: "stack" }, h("h2", {}, "Your order"), body);
}
