"""Reading orders: one by id, pages for organizers, and ids whose time has come."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from turnout.kernel.pagination import PageRequest, place_in_time
from turnout.kernel.tx import Transaction
from turnout.modules.orders.errors import NoSuchOrder
from turnout.modules.orders.views import (
    AttendeeView,
    Contact,
    LineView,
    OrderMoney,
    OrderSummary,
    OrderTicket,
    OrderView,
)
from turnout.modules.payments import api as payments
from turnout.modules.tickets import api as tickets

COLUMNS = """
    id, number, event_id, state, money_state, currency, net_minor, tax_minor, total_minor,
    paid_minor, refunded_minor, buyer_email, buyer_name, locale, placed_at, expires_at,
    confirmed_at
"""
FIND = f"""
    SELECT {COLUMNS}, (SELECT a.answers FROM order_answers a
        WHERE a.organization_id = o.organization_id AND a.order_id = o.id AND a.attendee_id IS NULL)
    FROM orders o WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
LINES = """
    SELECT id, ticket_type_id, name, quantity, unit_minor, tax_rate_bp, net_minor, tax_minor,
        gross_minor, seats, returned
    FROM order_lines WHERE organization_id = %(organization_id)s AND order_id = %(id)s ORDER BY id
"""
ATTENDEES = """
    SELECT t.id, t.ticket_type_id, t.name, t.email, a.answers
    FROM order_attendees t LEFT JOIN order_answers a
        ON a.organization_id = t.organization_id AND a.attendee_id = t.id
    WHERE t.organization_id = %(organization_id)s AND t.order_id = %(id)s
    ORDER BY t.position, t.id
"""
SUMMARY = """
    SELECT id, number, event_id, state, money_state, currency, total_minor, buyer_email,
        buyer_name, placed_at
    FROM orders WHERE organization_id = %(organization_id)s
"""
LATER = " AND (placed_at, id) < (%(after_at)s::timestamptz, %(after_id)s)"
NEWEST_FIRST = " ORDER BY placed_at DESC, id DESC LIMIT %(limit)s"
DUE = """
    SELECT organization_id, id FROM orders
    WHERE state IN ('held', 'awaiting_payment', 'under_review') AND expires_at <= %(now)s
    ORDER BY expires_at LIMIT %(limit)s
"""
OPEN_REFUNDS = """
    SELECT payment_id, sum(amount_minor)::bigint FROM order_refunds
    WHERE organization_id = %(organization_id)s AND order_id = %(id)s AND state = 'requested'
    GROUP BY payment_id
"""
ASKED_BACK = """
    SELECT coalesce(sum(amount_minor), 0)::bigint FROM order_refunds
    WHERE organization_id = %(organization_id)s AND order_id = %(id)s AND state <> 'failed'
"""
MONEY = """
    SELECT o.id, o.number, o.state, o.money_state, o.currency, o.total_minor, o.paid_minor,
        o.refunded_minor,
        (SELECT coalesce(sum(coalesce(
            (SELECT coalesce(sum(p.places) FILTER (WHERE p.ended_at IS NULL), 0)
                    * (l.quantity - l.returned) / l.quantity
                FROM order_pass_events p WHERE p.organization_id = l.organization_id
                AND p.order_id = l.order_id AND p.pass_id = l.ticket_type_id HAVING count(*) > 0),
            CASE WHEN l.seats IS NULL THEN l.quantity - l.returned ELSE
            (SELECT coalesce(sum(s.value::bigint), 0) FROM jsonb_each_text(l.seats) s)
                * (l.quantity - l.returned) / l.quantity END)),
            0)::bigint
         FROM order_lines l WHERE l.organization_id = o.organization_id AND l.order_id = o.id),
        CASE WHEN o.state = 'expired' THEN coalesce((
            SELECT d.amount_minor FROM order_plans a JOIN order_parts d
                ON d.organization_id = a.organization_id AND d.order_id = a.order_id
            WHERE a.organization_id = o.organization_id AND a.order_id = o.id AND d.position = 0
                AND a.keeps_deposit AND a.in_force_since IS NOT NULL), 0)
            WHEN o.state = 'cancelled' THEN o.retained_minor ELSE 0 END,
        CASE WHEN o.state = 'confirmed' THEN
            (SELECT coalesce(sum(b.amount_minor), 0)::bigint FROM order_returns b
                WHERE b.organization_id = o.organization_id AND b.order_id = o.id) ELSE 0 END
    FROM orders o WHERE o.organization_id = %(organization_id)s AND o.id > %(after)s
    ORDER BY o.id LIMIT %(limit)s
"""
STORED = [
    name
    for name in OrderMoney.__dataclass_fields__
    if name not in ("asked_back_minor", "valid_tickets")
]
CONTACTS = """
    SELECT id, buyer_email, buyer_name, locale FROM orders
    WHERE organization_id = %(organization_id)s AND id = ANY(%(ids)s)
"""
FIND_BY_NUMBER = """
    SELECT id FROM orders WHERE organization_id = %(organization_id)s AND number = %(number)s
"""


def get_order(tx: Transaction, order_id: UUID) -> OrderView:
    """The whole order, or NoSuchOrder."""
    where = {"organization_id": tx.organization_id, "id": order_id}
    rows = tx.run(FIND, where)
    if not rows:
        raise NoSuchOrder
    names = COLUMNS.replace(",", " ").split()
    return OrderView(
        **dict(zip(names, rows[0][:-1], strict=True)),
        answers=rows[0][-1] or {},
        lines=[_line(row) for row in tx.run(LINES, where)],
        attendees=[
            AttendeeView(
                id=row[0], ticket_type_id=row[1], name=row[2], email=row[3], answers=row[4] or {}
            )
            for row in tx.run(ATTENDEES, where)
        ],
        tickets=[
            OrderTicket(
                id=each.id,
                attendee_id=each.attendee_id,
                event_id=each.event_id,
                ticket_type_id=each.ticket_type_id,
                state=each.state,
                is_passed_on=each.is_passed_on,
            )
            for each in tickets.list_of(tx, order_id)
        ],
    )


def find_id(tx: Transaction, number: str) -> UUID | None:
    rows = tx.run(FIND_BY_NUMBER, {"organization_id": tx.organization_id, "number": number})
    return rows[0][0] if rows else None


def contacts_of(tx: Transaction, order_ids: Collection[UUID]) -> dict[UUID, Contact]:
    """Who bought these orders and how they are written to."""
    where = {"organization_id": tx.organization_id, "ids": list(order_ids)}
    return {
        row[0]: Contact(email=row[1], name=row[2], locale=row[3]) for row in tx.run(CONTACTS, where)
    }


def list_orders(
    tx: Transaction,
    request: PageRequest,
    *,
    event_id: UUID | None = None,
    state: str | None = None,
    text: str | None = None,
    only: frozenset[UUID] | None = None,
) -> list[OrderSummary]:
    """Newest first; one row more than asked for says that a next page exists.

    `only` keeps to the events of a limited grant.
    """
    statement = SUMMARY
    where: dict[str, Any] = {"organization_id": tx.organization_id, "limit": request.limit + 1}
    if event_id is not None:
        statement += " AND event_id = %(event_id)s"
        where["event_id"] = event_id
    if only is not None:
        statement += " AND event_id = ANY(%(only)s)"
        where["only"] = list(only)
    if state is not None:
        statement += " AND state = %(state)s"
        where["state"] = state
    if text:
        statement += (
            " AND (number = upper(%(text)s) OR lower(buyer_email) = lower(%(text)s)"
            " OR buyer_name ILIKE %(like)s)"
        )
        escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        where |= {"text": text, "like": f"%{escaped}%"}
    after = place_in_time(request)
    if after is not None:
        statement += LATER
        where |= {"after_at": after[0], "after_id": after[1]}
    return [_summary(row) for row in tx.run(statement + NEWEST_FIRST, where)]


def list_due(tx: Transaction, *, now: datetime, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, order) whose time ran out; asked by the expiry job."""
    return [(row[0], row[1]) for row in tx.run(DUE, {"now": now, "limit": limit})]


def refunds_under_way(tx: Transaction, order_id: UUID) -> dict[UUID | None, int]:
    """Payment → minor units that were asked back and have not arrived or failed yet."""
    where = {"organization_id": tx.organization_id, "id": order_id}
    return {row[0]: int(row[1]) for row in tx.run(OPEN_REFUNDS, where)}


def asked_back(tx: Transaction, order_id: UUID) -> int:
    """Minor units that we asked back ourselves, those that have arrived included."""
    where = {"organization_id": tx.organization_id, "id": order_id}
    return int(tx.run(ASKED_BACK, where)[0][0])


def list_money(tx: Transaction, *, after: UUID, limit: int) -> list[OrderMoney]:
    """Orders with their amounts and tickets, by id, from the one after `after` on."""
    where = {"organization_id": tx.organization_id, "after": after, "limit": limit}
    rows = tx.run(MONEY, where)
    ids = [row[0] for row in rows]
    valid, returning = tickets.count_valid_of(tx, ids), payments.sum_returning(tx, ids)
    return [
        OrderMoney(
            **dict(zip(STORED, row, strict=True)),
            asked_back_minor=returning.get(row[0], 0),
            valid_tickets=valid.get(row[0], 0),
        )
        for row in rows
    ]


def _line(row: Any) -> LineView:
    values = dict(zip(LineView.__dataclass_fields__, row, strict=True))
    return LineView(**values | {"seats": frozen(row[-2], row[1], row[3])})


def frozen(stored: dict[str, int] | None, own: UUID, quantity: int) -> dict[UUID, int]:
    """What a line froze of its draws or seats; of a plain one just its own quantity."""
    if stored is None:
        return {own: quantity}
    return {UUID(key): number for key, number in stored.items()}


def _summary(row: Any) -> OrderSummary:
    names = OrderSummary.__dataclass_fields__
    return OrderSummary(**dict(zip(names, row, strict=True)))
