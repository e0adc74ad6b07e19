"""Moves: a confirmed order's tickets become another ticket type of the same event."""

from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import queries
from turnout.modules.orders.cancellation.queries import list_sold
from turnout.modules.orders.facts import OrderUpdated
from turnout.modules.orders.types import SoldLine
from turnout.modules.tickets import api as tickets


def list_sold_lines(tx: Transaction, order_id: UUID) -> list[SoldLine]:
    """The lines of an order as they stand, for modules above."""
    return list_sold(tx, order_id)


def move_line(tx: Transaction, order_id: UUID, line: SoldLine, to: catalog.Offer) -> None:
    """Make a plain line of a locked order one of another ticket type; SoldOut leaves all as it is.

    Its places are taken from the other pool and freed in its own under both locks. Attendees and
    valid tickets follow, codes stay valid, and what was paid stays what it was.
    """
    freed = line.draws_of(line.left)
    wanted = {to.pool_id: line.left}
    if freed != wanted:
        inventory.lock_pools(tx, [*freed, *wanted])
        inventory.take(tx, wanted)
        inventory.restock(tx, freed)
    for row in queries.list_lines(tx, order_id):
        if row.id == line.id:
            row.ticket_type_id, row.pool_id, row.name = to.ticket_type_id, to.pool_id, to.name
            row.draws = row.seats = None
    for attendee in queries.list_attendees(tx, order_id):
        if attendee.ticket_type_id == line.ticket_type_id:
            attendee.ticket_type_id = to.ticket_type_id
    tx.flush()
    tickets.change_type(
        tx, order_id, ticket_type_id=line.ticket_type_id, to_ticket_type_id=to.ticket_type_id
    )
    event_id = queries.get_summary(tx, order_id).event_id
    tx.publish(OrderUpdated(order_id=order_id, event_id=event_id))
