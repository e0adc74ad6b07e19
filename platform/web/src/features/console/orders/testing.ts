// Orders for tests.
import type { FoundOrder, Order } from "./queries";

export const ORDER_ID = "0190b1de-0000-7000-8000-0000000000d1";

export function foundOrder(changes: Partial<FoundOrder> = {}): FoundOrder {
  return {
    id: ORDER_ID,
    number: "K7QX4M",
    event_id: "0190b1de-0000-7000-8000-0000000000ee",
    state: "confirmed",
    money_state: "paid",
    channel: "web",
    currency: "EUR",
    total_minor: 7800,
    paid_minor: 7800,
    refunded_minor: 0,
    buyer_name: "Ada Lovelace",
    buyer_email: "ada@example.org",
    placed_at: "2026-02-01T12:00:00Z",
    confirmed_at: "2026-02-01T12:01:00Z",
    attendee_count: 2,
    checked_in_count: 0,
    tag_ids: [],
    ticket_type_ids: [],
    ...changes,
  };
}

export function madeOrder(changes: Partial<Order> = {}): Order {
  return {
    etag: "",
    id: ORDER_ID,
    number: "K7QX4M",
    event_id: "0190b1de-0000-7000-8000-0000000000ee",
    state: "confirmed",
    money_state: "paid",
    currency: "EUR",
    net_minor: 6555,
    tax_minor: 1245,
    total_minor: 7800,
    paid_minor: 7800,
    refunded_minor: 0,
    buyer_email: "ada@example.org",
    buyer_name: "Ada Lovelace",
    locale: "en",
    placed_at: "2026-02-01T12:00:00Z",
    expires_at: null,
    confirmed_at: "2026-02-01T12:01:00Z",
    needs_approval: false,
    applied_at: null,
    approved_at: null,
    discounts: [],
    lines: [
      {
        id: "0190b1de-0000-7000-8000-0000000000c1",
        ticket_type_id: "0190b1de-0000-7000-8000-0000000000f1",
        name: "Admission",
        quantity: 2,
        unit_minor: 3900,
        tax_rate_bp: 1900,
        net_minor: 6555,
        tax_minor: 1245,
        gross_minor: 7800,
        seats: {},
        discount_minor: 0,
        price_rule: null,
        returned: 0,
      },
    ],
    attendees: [
      {
        id: "0190b1de-0000-7000-8000-0000000000b1",
        ticket_type_id: "0190b1de-0000-7000-8000-0000000000f1",
        name: "Charles Babbage",
        email: "charles@example.org",
        answers: {},
      },
    ],
    tickets: [
      {
        id: "0190b1de-0000-7000-8000-0000000000a1",
        attendee_id: "0190b1de-0000-7000-8000-0000000000b1",
        event_id: "0190b1de-0000-7000-8000-0000000000ee",
        ticket_type_id: "0190b1de-0000-7000-8000-0000000000f1",
        state: "valid",
        is_transferred: false,
      },
    ],
    answers: {},
    accepted_terms: null,
    accepted_privacy: null,
    accepted_at: null,
    ...changes,
  };
}
