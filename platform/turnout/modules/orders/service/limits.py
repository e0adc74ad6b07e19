"""What one person may have in all of a ticket type, counted by the buyer's address."""

from collections.abc import Mapping
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.orders import quantities
from turnout.modules.orders.models import Order
from turnout.modules.orders.queries import answering as queries
from turnout.modules.orders.queries import changing

NONE = UUID(int=0)


def require_within(
    tx: Transaction,
    event_id: UUID,
    email: str,
    *,
    limited: Mapping[UUID, quantities.Limit],
    except_id: UUID = NONE,
) -> None:
    """Refuse more than one person may have. Costs nothing where no ticket type has a limit."""
    if not limited or not email:
        return
    bought = queries.bought_by(tx, event_id, email, type_ids=list(limited), except_id=except_id)
    quantities.require_within(limited, bought)


def require_order_within(tx: Transaction, order: Order) -> None:
    """The same for an order whose buyer becomes known, or becomes another."""
    offers = {each.ticket_type_id: each for each in catalog.list_offers(tx, order.event_id)}
    limited = {}
    for index, line in enumerate(changing.list_lines(tx, order.id)):
        offer = offers.get(line.ticket_type_id)
        if offer is not None and offer.maximum_per_person is not None:
            pointer = f"/lines/{index}"
            limited[line.ticket_type_id] = quantities.Limit(
                offer.maximum_per_person, line.quantity, pointer
            )
    require_within(tx, order.event_id, order.buyer_email, limited=limited, except_id=order.id)
