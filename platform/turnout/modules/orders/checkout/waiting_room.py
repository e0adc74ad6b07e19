"""The waiting room before a checkout: an order of the public needs a pass, and uses it alone."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.orders.checkout import queries
from turnout.modules.orders.checkout.rules import Basket, SaleContext
from turnout.modules.orders.models import OrderState
from turnout.modules.waiting_room import api as waiting_room

DONE: Final = (OrderState.CONFIRMED, OrderState.AWAITING_APPROVAL, OrderState.UNDER_REVIEW)
"""Nothing is left to do for who buys: whoever waits may come in their stead."""
NOTHING: Final = (OrderState.EXPIRED, OrderState.CANCELLED)


def require_pass(sale: SaleContext, basket: Basket) -> waiting_room.Pass | None:
    """The pass of whoever orders; None where none is needed.

    Costs nothing without a waiting room: the sale's own statement says whether there is one. The
    team waits for nobody, and places that a waitlist offered are held for their owner.
    """
    if sale.waiting_room_run is None or basket.is_of_team or basket.waitlist_offer:
        return None
    return waiting_room.require_pass(
        basket.event_id, basket.waiting_room_pass, run=sale.waiting_room_run
    )


def claim_pass(tx: Transaction, held: waiting_room.Pass | None, order_id: UUID) -> None:
    """Have the pass begin this order and no other."""
    if held is not None:
        waiting_room.claim_pass(tx, held, order_id)


def list_ended_orders(tx: Transaction, order_ids: Collection[UUID]) -> dict[UUID, bool]:
    """Those of these orders whose checkout is over, and whether something came of it.

    An order that was rolled back was never there: its checkout is over as well.
    """
    found = queries.find_states(tx, order_ids)
    ended = {}
    for order_id in order_ids:
        state, was_confirmed = found.get(order_id, (OrderState.EXPIRED, False))
        if state in DONE or state in NOTHING:
            ended[order_id] = state in DONE or was_confirmed
    return ended
