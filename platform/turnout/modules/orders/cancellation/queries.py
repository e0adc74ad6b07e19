"""Lines of orders as sold, the events of passes, and the orders of a cancelled event."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.modules.inventory.sql_fragments import COUNTED, HELD_NOW
from turnout.modules.orders import queries
from turnout.modules.orders.models import OrderLineRow, OrderPassEventRow, OrderRow
from turnout.modules.orders.queries import frozen
from turnout.modules.orders.rules import share_of, summed
from turnout.modules.orders.types import SoldLine
from turnout.modules.tickets import api as tickets

OPEN = "('held', 'awaiting_approval', 'awaiting_payment', 'under_review', 'confirmed')"
CONCERNED = f"""
    SELECT id FROM orders
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND state IN {OPEN}
    UNION
    SELECT o.id FROM order_pass_events p
    JOIN orders o ON o.organization_id = p.organization_id AND o.id = p.order_id
    WHERE p.organization_id = %(organization_id)s AND p.event_id = %(event_id)s
        AND p.ended_at IS NULL AND o.state IN {OPEN}
"""
NEXT = f"""
    SELECT id FROM ({CONCERNED}) AS concerned
    WHERE %(after)s::uuid IS NULL OR id > %(after)s::uuid
    ORDER BY id LIMIT %(limit)s
"""
COUNT = f"SELECT count(*) FROM ({CONCERNED}) AS concerned"


def list_next(tx: Transaction, event_id: UUID, *, after: UUID | None, limit: int) -> list[UUID]:
    """Orders that hold or have places, in the order of their ids, behind the last one seen.

    Those of the event, and those whose passes admit to it.
    """
    values = {"organization_id": tx.organization_id, "event_id": event_id}
    where = {**values, "after": after, "limit": limit}
    return [order_id for (order_id,) in tx.query(NEXT, where)]


def count_open(tx: Transaction, event_id: UUID) -> int:
    values = {"organization_id": tx.organization_id, "event_id": event_id}
    [(count,)] = tx.query(COUNT, values)
    return int(count)


SEATS = """
    SELECT a.id, coalesce(p.ticket_type_id, a.ticket_type_id), a.name, a.email, p.event_id
    FROM order_attendees a LEFT JOIN order_pass_events p
        ON p.organization_id = a.organization_id AND p.order_id = a.order_id
        AND p.pass_id = a.ticket_type_id
    WHERE a.organization_id = %(organization_id)s AND a.order_id = %(order_id)s
        AND p.ended_at IS NULL
    ORDER BY a.position, a.id, p.position
"""
UPDATE_DRAWS = """
    UPDATE order_lines SET draws = w.draws
    FROM jsonb_to_recordset(%(lines)s::jsonb) AS w(id uuid, draws jsonb)
    WHERE order_lines.organization_id = %(organization_id)s AND order_lines.id = w.id
"""


def list_seats(tx: Transaction, order_id: UUID, *, buyer_email: str) -> list[tickets.NewTicket]:
    """The tickets that an order gives: one for each attendee, with a pass one for each event."""
    where = {"organization_id": tx.organization_id, "order_id": order_id}
    return [
        tickets.NewTicket(
            attendee_id=attendee_id,
            ticket_type_id=ticket_type_id,
            holder_name=name,
            holder_email=email or buyer_email,
            event_id=event_id,
        )
        for attendee_id, ticket_type_id, name, email, event_id in tx.query(SEATS, where)
    ]


def list_all_entries(tx: Transaction, order_id: UUID) -> Sequence[OrderPassEventRow]:
    """The events that the order's passes were sold with, by pass and time; none without passes."""
    found = queries.of_order(tx, OrderPassEventRow, order_id=order_id)
    return tx.session.scalars(
        found.order_by(OrderPassEventRow.pass_id, OrderPassEventRow.position)
    ).all()


def list_entries(tx: Transaction, order_id: UUID) -> list[OrderPassEventRow]:
    """List the events to which the order's passes still admit."""
    return [each for each in list_all_entries(tx, order_id) if each.ended_at is None]


def update_draws(tx: Transaction, draws: Mapping[UUID, Mapping[UUID, int]]) -> None:
    """Write what lines still take (line → pool → places)."""
    lines: list[dict[str, Any]] = [
        {"id": str(line_id), "draws": {str(pool): each for pool, each in taken.items()}}
        for line_id, taken in draws.items()
    ]
    where = {"organization_id": tx.organization_id, "lines": as_json(lines)}
    tx.query(UPDATE_DRAWS, where)


def list_sold(tx: Transaction, order_id: UUID) -> list[SoldLine]:
    """The lines of an order as they stand; a pass is worth less by each event that was called off.

    One statement, and one more where a line is not just itself.
    """
    lines = queries.list_lines(tx, order_id)
    entries = list_all_entries(tx, order_id) if any(line.draws for line in lines) else ()
    return [
        SoldLine(
            id=line.id,
            ticket_type_id=line.ticket_type_id,
            quantity=line.quantity,
            left=line.quantity - line.returned,
            unit_minor=line.unit_minor - _gone(line, entries),
            draws=frozen(line.draws, line.pool_id, line.quantity),
            seats=frozen(line.seats, line.ticket_type_id, line.quantity),
        )
        for line in lines
    ]


def _gone(line: OrderLineRow, entries: Sequence[OrderPassEventRow]) -> int:
    """Return the shares of a pass for cancelled events, which were refunded already."""
    mine = [each for each in entries if each.pass_id == line.ticket_type_id]
    return sum(
        share_of(line.unit_minor, part=part, parts=len(mine))
        for part, each in enumerate(mine)
        if each.ended_at is not None
    )


def add_returned_units(tx: Transaction, order_id: UUID, units: Mapping[UUID, int]) -> None:
    """Count units of lines as given back; the order is locked by the caller."""
    for line in queries.list_lines(tx, order_id):
        line.returned += units.get(line.id, 0)
    tx.flush()


SOLD = """
    SELECT d.key::uuid AS pool_id,
        sum(d.value::bigint * (l.quantity - l.returned) / l.quantity)::bigint AS quantity
    FROM orders o JOIN order_lines l
        ON l.organization_id = o.organization_id AND l.order_id = o.id
    CROSS JOIN LATERAL jsonb_each_text(
        coalesce(l.draws, jsonb_build_object(l.pool_id, l.quantity))) AS d
    WHERE o.organization_id = %(organization_id)s AND o.state = 'confirmed'
    GROUP BY 1
"""


COMPARE = f"""
    WITH counted AS ({COUNTED}), held AS ({HELD_NOW}), sold AS ({SOLD})
    SELECT pool_id, coalesce(held.quantity, 0) + coalesce(sold.quantity, 0), counted.taken
    FROM counted LEFT JOIN held USING (pool_id) LEFT JOIN sold USING (pool_id)
    WHERE coalesce(held.quantity, 0) + coalesce(sold.quantity, 0) <> counted.taken
        AND (%(pool_ids)s::uuid[] IS NULL OR pool_id = ANY(%(pool_ids)s))
    ORDER BY pool_id
"""


def list_differences(
    tx: Transaction, pool_ids: Sequence[UUID] | None = None
) -> list[tuple[UUID, int, int]]:
    """(pool, places of its orders and holds, places it counts as taken) where these differ."""
    where = {
        "organization_id": tx.organization_id,
        "pool_ids": None if pool_ids is None else list(pool_ids),
    }
    return [
        (pool_id, int(expected), int(taken))
        for pool_id, expected, taken in tx.query(COMPARE, where)
    ]


ALLOTTED = """
    SELECT a.id, a.allotment_id, a.places, l.quantity, l.quantity - l.returned AS units
    FROM order_line_allotments a JOIN order_lines l
        ON l.organization_id = a.organization_id AND l.id = a.id
    WHERE a.organization_id = %(organization_id)s AND a.order_id = %(order_id)s
"""
FORGET_ALLOTMENTS = """
    DELETE FROM order_line_allotments
    WHERE organization_id = %(organization_id)s AND id = ANY(%(line_ids)s)
"""


def allotted_places(
    tx: Transaction, order: OrderRow, units: Mapping[UUID, int] | None = None
) -> dict[UUID, int]:
    """Allotment → places of the order's lines that count for it, less returned units.

    With `units` (line → number) it is the places of so many units of these lines.
    """
    if not order.has_allotments:
        return {}
    rows = tx.query(ALLOTTED, tx.here(order_id=order.id))
    found = summed(
        {allotment_id: places * (left if units is None else units.get(line_id, 0)) // quantity}
        for line_id, allotment_id, places, quantity, left in rows
    )
    return {allotment_id: places for allotment_id, places in found.items() if places}


def forget_allotments(tx: Transaction, line_ids: Collection[UUID]) -> None:
    """Let lines count for no channel any more: they became another ticket type."""
    tx.query(FORGET_ALLOTMENTS, tx.here(line_ids=list(line_ids)))
