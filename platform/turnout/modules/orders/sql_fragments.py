"""Orders, attendees and answers as tables, for statements that index many of them at once."""

from typing import Final

ORDERS: Final = """
    (SELECT o.organization_id, o.id AS order_id, o.event_id, o.number, o.state, o.money_state,
        o.currency, o.total_minor, o.paid_minor, o.refunded_minor, o.buyer_name, o.buyer_email,
        o.channel, o.placed_at, o.confirmed_at,
        (SELECT coalesce(jsonb_agg(DISTINCT l.ticket_type_id), '[]') FROM order_lines l
            WHERE l.organization_id = o.organization_id AND l.order_id = o.id) AS ticket_type_ids,
        (SELECT coalesce(jsonb_agg(DISTINCT p.event_id), '[]') FROM order_pass_events p
            WHERE p.organization_id = o.organization_id AND p.order_id = o.id
                AND p.ended_at IS NULL) AS pass_event_ids,
        coalesce((SELECT a.answers FROM order_answers a
            WHERE a.organization_id = o.organization_id AND a.order_id = o.id
                AND a.attendee_id IS NULL), '{}') AS answers
    FROM orders o)
"""
"""Each order with the ticket types that it bought, the events that its passes admit to, and the
answers about it as a whole. The caller names the organization."""

APPLICATIONS: Final = """
    (SELECT organization_id, id AS order_id, event_id, number, state AS order_state, currency,
        total_minor, buyer_name, buyer_email, applied_at, expires_at,
        coalesce((SELECT w.answers FROM order_answers w
            WHERE w.organization_id = o.organization_id AND w.order_id = o.id
                AND w.attendee_id IS NULL), '{}') AS answers
    FROM orders o WHERE applied_at IS NOT NULL)
"""
"""Each order that its buyer applied with, and the answers about it as a whole.

The caller names the organization."""

ATTENDEES: Final = """
    (SELECT t.organization_id, t.order_id, t.id AS attendee_id, t.ticket_type_id, t.name, t.email,
        t.position, coalesce(a.answers, '{}') AS answers
    FROM order_attendees t LEFT JOIN order_answers a
        ON a.organization_id = t.organization_id AND a.attendee_id = t.id)
"""
"""Each attendee with their own answers. The caller names the organization."""

SALES: Final = """
    (SELECT organization_id, id AS order_id, event_id, state, currency, paid_minor, refunded_minor,
        placed_at, confirmed_at, channel, sales_partner_id, sold_by, used_codes
    FROM orders)
"""
"""Each order with what counts of it. The caller names the organization."""

SOLD_LINES: Final = """
    (SELECT organization_id, order_id, ticket_type_id, name, quantity, returned, gross_minor
    FROM order_lines)
"""
"""What orders bought, by line. The caller names the organization."""

CONFIRMED_LINES: Final = """
    (SELECT o.organization_id, o.id AS order_id, o.event_id, o.state, o.currency, o.channel,
        o.sales_partner_id, o.sold_by, o.used_codes, o.confirmed_at, l.ticket_type_id, l.name,
        l.quantity, CASE WHEN o.state = 'cancelled' THEN l.quantity ELSE l.returned END AS returned,
        l.net_minor, l.tax_minor, l.gross_minor
    FROM orders o JOIN order_lines l
        ON l.organization_id = o.organization_id AND l.order_id = o.id
    WHERE o.confirmed_at IS NOT NULL)
"""
"""Each line of each order that was ever confirmed; of a cancelled one all tickets are returned.

The caller names the organization.
"""

ORDER_SOURCES: Final = """
    (SELECT organization_id, id AS order_id, event_id, channel, placed_at, confirmed_at, source
    FROM orders)
"""
"""Each order with where its buyer came from. The caller names the organization."""

CONFIRMED_ORDERS: Final = """
    (SELECT o.organization_id, o.currency, o.confirmed_at,
        (SELECT coalesce(sum(l.quantity), 0) FROM order_lines l
            WHERE l.organization_id = o.organization_id AND l.order_id = o.id) AS ticket_count
    FROM orders o WHERE o.confirmed_at IS NOT NULL)
"""
"""Each order that was ever confirmed, with what it bought. The caller names the organization."""

REVIEWED_ORDERS: Final = """
    (SELECT organization_id, id AS order_id, event_id, number, state AS order_state, money_state,
        currency, total_minor, paid_minor, refunded_minor, buyer_name, buyer_email, buyer_key,
        placed_at, review_by, review_state
    FROM orders)
"""
"""Each order as somebody sees it who looks for fraud. The caller names the organization."""

ORDER_NUMBERS: Final = "(SELECT organization_id, id AS order_id, number FROM orders)"
"""The number of each order. The caller names the organization."""

BUYERS: Final = """
    (SELECT organization_id, id AS order_id, event_id, number, state, buyer_name, buyer_email,
        buyer_key, locale, placed_at
    FROM orders)
"""
"""Who bought each order, when, and in which language. The caller names the organization."""

NAMED_ORDERS: Final = """
    (SELECT o.organization_id, o.id AS order_id, o.event_id,
        o.buyer_email <> '' OR o.buyer_name <> '' OR o.user_id IS NOT NULL
            OR EXISTS (SELECT FROM order_attendees a
                WHERE a.organization_id = o.organization_id AND a.order_id = o.id
                    AND (a.name <> '' OR a.email <> '')) AS names_somebody,
        EXISTS (SELECT FROM order_answers w
            WHERE w.organization_id = o.organization_id AND w.order_id = o.id) AS has_answers,
        o.state = 'confirmed' AND o.total_minor > 0 AND o.money_state IN ('unpaid', 'part_paid')
            AS is_owed,
        (SELECT count(*) FROM order_attendees a
            WHERE a.organization_id = o.organization_id AND a.order_id = o.id) AS attendee_count
    FROM orders o)
"""
"""Each order with what it still tells of people. The caller names the organization."""

STORED_ANSWERS: Final = """
    (SELECT organization_id, order_id, form_version_id, answers FROM order_answers)
"""
"""What orders and attendees answered, by the version that asked.

The caller names the organization."""

EVENTS_OF_PASSES: Final = """
    (SELECT organization_id, order_id, event_id FROM order_pass_events WHERE ended_at IS NULL)
"""
"""The events that the passes of each order admit to. The caller names the organization."""

ORDER_RECORDS: Final = """
    (SELECT organization_id, id, number, event_id, state, money_state, currency, net_minor,
        tax_minor, total_minor, paid_minor, refunded_minor, retained_minor, channel, locale,
        sales_partner_id, placed_at, confirmed_at, ended_at, buyer_name, buyer_email
    FROM orders)
"""
"""Each order as it is recorded outside, by its id. The caller names the organization."""

ORDER_LINE_RECORDS: Final = """
    (SELECT l.organization_id, l.id, l.order_id, o.event_id, l.ticket_type_id, l.name, l.quantity,
        l.returned, o.currency, l.unit_minor, l.discount_minor, l.net_minor, l.tax_minor,
        l.gross_minor, l.tax_rate_bp
    FROM order_lines l JOIN orders o
        ON o.organization_id = l.organization_id AND o.id = l.order_id)
"""
"""Each line of an order with that order's event and currency. The caller names the organization."""

ATTENDEE_RECORDS: Final = """
    (SELECT organization_id, id, order_id, ticket_type_id, position, name, email
    FROM order_attendees)
"""
"""Each attendee without their answers. The caller names the organization."""

ACCOUNTS_OF_ORDERS: Final = "(SELECT organization_id, id AS order_id, user_id FROM orders)"
"""The account that bought each order; none of guests. The caller names the organization."""
