"""What buyers gave back of their orders."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.orders.models import OrderLine, OrderPassEvent
from turnout.modules.orders.pieces import SoldLine
from turnout.modules.orders.queries import changing, passes
from turnout.modules.orders.queries.reading import frozen
from turnout.modules.orders.rules import share_of


def list_sold(tx: Transaction, order_id: UUID) -> list[SoldLine]:
    """The lines of an order as they stand; a pass is worth less by each event that was called off.

    One statement, and one more where a line is not just itself.
    """
    lines = changing.list_lines(tx, order_id)
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


def take_units(tx: Transaction, order_id: UUID, units: Mapping[UUID, int]) -> None:
    """Count units of lines as given back; the order is locked by the caller."""
    for line in changing.list_lines(tx, order_id):
        line.returned += units.get(line.id, 0)
    tx.flush()
