// Payments for tests.
import type { Dispute, Payment, PaymentDetails } from "./queries";

export const PAYMENT_ID = "0190b1de-0000-7000-8000-00000000a111";
export const ORDER_ID = "0190b1de-0000-7000-8000-0000000000d1";
export const CONNECTION_ID = "0190b1de-0000-7000-8000-00000000c011";

export function madePayment(changes: Partial<Payment> = {}): Payment {
  return {
    id: PAYMENT_ID,
    connection_id: CONNECTION_ID,
    reference: ORDER_ID,
    description: "REG-7",
    buyer_email: "ada@example.org",
    method: "card",
    state: "succeeded",
    amount_minor: 7800,
    authorized_minor: 0,
    authorized_until: null,
    captured_minor: 7800,
    refunded_minor: 0,
    disputed_minor: 0,
    fee_minor: 145,
    platform_fee_minor: 177,
    stray_minor: 0,
    currency: "EUR",
    dispute: null,
    review_reason: null,
    review_decision: null,
    risk: null,
    error_code: null,
    provider_ref: "pay_1",
    opened_at: "2026-02-01T12:00:00Z",
    settled_at: "2026-02-01T12:01:00Z",
    is_open: false,
    is_live: false,
    ...changes,
  };
}

export function madeDetails(changes: Partial<PaymentDetails> = {}): PaymentDetails {
  return {
    payment: madePayment(),
    refunds: [],
    facts: [],
    operations: [],
    capturable_minor: 0,
    is_captured_in_parts: false,
    is_voidable: false,
    review_note: null,
    reviewed_at: null,
    ...changes,
  };
}

export function madeDispute(changes: Partial<Dispute> = {}): Dispute {
  return {
    id: "0190b1de-0000-7000-8000-00000000dd01",
    payment_id: PAYMENT_ID,
    reference: ORDER_ID,
    description: "REG-7",
    connection_id: CONNECTION_ID,
    provider_ref: "dp_1",
    state: "open",
    amount_minor: 7800,
    currency: "EUR",
    reason: "product_not_received",
    opened_at: "2026-02-03T12:00:00Z",
    respond_by: "2096-02-10T12:00:00Z",
    closed_at: null,
    ...changes,
  };
}
