"""Stock that orders take: sold lines, returned units, and pools that count differently."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.inventory.sql_fragments import COUNTED, HELD_NOW
from turnout.modules.orders.models import OrderLine, OrderPassEvent
from turnout.modules.orders.queries import orders, passes
from turnout.modules.orders.queries.order_views import frozen
from turnout.modules.orders.rules import share_of
from turnout.modules.orders.types import SoldLine


def list_sold(tx: Transaction, order_id: UUID) -> list[SoldLine]:
    """The lines of an order as they stand; a pass is worth less by each event that was called off.

    One statement, and one more where a line is not just itself.
    """
    lines = orders.list_lines(tx, order_id)
    entries = passes.list_all_entries(tx, order_id) if any(line.draws for line in lines) else ()
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


def _gone(line: OrderLine, entries: Sequence[OrderPassEvent]) -> int:
    """Of one pass, the shares of the events that were called off: they went back already."""
    mine = [each for each in entries if each.pass_id == line.ticket_type_id]
    return sum(
        share_of(line.unit_minor, part=part, parts=len(mine))
        for part, each in enumerate(mine)
        if each.ended_at is not None
    )


def add_returned_units(tx: Transaction, order_id: UUID, units: Mapping[UUID, int]) -> None:
    """Count units of lines as given back; the order is locked by the caller."""
    for line in orders.list_lines(tx, order_id):
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
    return [(row[0], int(row[1]), int(row[2])) for row in tx.query(COMPARE, where)]
