// What the list of payments is asked for, as it stands in the address.
import { flag, id, moment, several, text, type Reader } from "../parts/address-filter";
import type { operations } from "../../../api/schema";

export type PaymentFilter = Omit<
  NonNullable<operations["listPayments"]["parameters"]["query"]>,
  "cursor" | "limit" | "reference"
>;
export type PaymentState = NonNullable<PaymentFilter["state"]>[number];

export const PAYMENT_STATES = [
  "succeeded",
  "authorized",
  "processing",
  "needs_action",
  "pending",
  "unknown",
  "part_refunded",
  "refunded",
  "failed",
  "cancelled",
] as const satisfies readonly PaymentState[];

export const PAYMENT_FILTERS: Readonly<Record<string, Reader>> = {
  q: text,
  state: several(PAYMENT_STATES),
  connection_id: id,
  opened_from: moment,
  opened_before: moment,
  is_held: flag,
};
