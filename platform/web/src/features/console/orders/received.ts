// Money that the team took for an order: the form, what it asks of the API, and what was taken so far.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { minorOf } from "../../../lib/typed-numbers";
import { instantIn } from "../../../lib/zoned";
import { useApi } from "../session/api";
import { once } from "../session/connection";
import { useOrganization } from "../shell/organizations";
import { useOrderAction } from "./order-actions";
import type { Order } from "./queries";

export type ReceivedPayment = Schemas["Received_paymentsReceivedPayment"];
export type ReceivedMethod = ReceivedPayment["method"];
type NewReceived = Schemas["ReceivedPaymentFields"];

export const METHODS = ["cash", "card_terminal", "transfer", "other"] as const;

export interface ReceivedForm {
  readonly method: ReceivedMethod;
  readonly amount: string;
  /** A wall-clock time; empty is now. */
  readonly at: string;
  readonly reference: string;
  readonly note: string;
}

export const NOTHING_TAKEN: ReceivedForm = { method: "cash", amount: "", at: "", reference: "", note: "" };

const PATH = "/api/v1/organizations/{organization_id}/orders/{order_id}/received-payments";
const FIELDS: Readonly<Record<string, keyof ReceivedForm>> = {
  method: "method",
  amount_minor: "amount",
  received_at: "at",
  reference: "reference",
  note: "note",
};

/** The field that a pointer of the API means. */
export function receivedFieldOf(pointer: string): keyof ReceivedForm | null {
  return FIELDS[pointer.split("/")[1] ?? ""] ?? null;
}

export function receivedBody(form: ReceivedForm, digits: number, zone: string): NewReceived {
  return {
    method: form.method,
    amount_minor: form.amount.trim() === "" ? null : minorOf(form.amount, digits),
    received_at: instantIn(form.at, zone),
    reference: form.reference.trim(),
    note: form.note.trim(),
  };
}

/** What the team took for an order, the newest first. */
export function useReceived(orderId: string): UseQueryResult<readonly ReceivedPayment[]> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "order", orderId, "received-payments"],
    queryFn: async () =>
      (await answerOf(api.GET(PATH, { params: { path: { organization_id: id, order_id: orderId } } }))).items,
  });
}

export function useRecordPayment(order: Order) {
  return useOrderAction(order, (api, params, body: NewReceived) =>
    answerOf(api.POST(PATH, { params: { ...params, header: { "Idempotency-Key": "" } }, body, ...once })),
  );
}

/** What an order still waits for: a lapsed one as well, whose places may still be there. */
export function missingOf(order: Order): number {
  const isWaiting = ["held", "awaiting_payment", "expired"].includes(order.state);
  return isWaiting ? Math.max(order.total_minor - order.paid_minor + order.refunded_minor, 0) : 0;
}
