// What a list is asked for, and how it stands in the address: under the names that the API has for it.
import type { Schemas } from "../../../api/client";
import { amount, flag, id, moment, several, text, type Reader } from "../parts/address-filter";

export type OrderFilter = Schemas["Order_searchOrderFilter"];
export type OrderState = NonNullable<OrderFilter["state"]>[number];
export type MoneyState = NonNullable<OrderFilter["money_state"]>[number];

export const ORDER_STATES = [
  "held",
  "awaiting_approval",
  "awaiting_payment",
  "under_review",
  "confirmed",
  "expired",
  "cancelled",
] as const satisfies readonly OrderState[];
export const MONEY_STATES = [
  "unpaid",
  "part_paid",
  "paid",
  "part_refunded",
  "refunded",
] as const satisfies readonly MoneyState[];
/** Where orders are sold. */
export const CHANNELS = ["web", "embed", "box_office", "api", "partner", "import"] as const;

export function isChannel(word: string): word is (typeof CHANNELS)[number] {
  return (CHANNELS as readonly string[]).includes(word);
}

export const TICKET_STATES = ["none", "valid", "void", "refunded"] as const;
export const ORDER_SORTS = ["-placed_at", "placed_at", "-total", "total", "name", "-name"] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];

export const SHARED_FILTERS: Readonly<Record<string, Reader>> = {
  q: text,
  event_id: id,
  ticket_type_id: id,
  tag_id: id,
  placed_from: moment,
  placed_before: moment,
  checked_in: flag,
};

export const ORDER_FILTERS: Readonly<Record<string, Reader>> = {
  ...SHARED_FILTERS,
  state: several(ORDER_STATES),
  money_state: several(MONEY_STATES),
  channel: text,
  amount_from: amount,
  amount_to: amount,
};
