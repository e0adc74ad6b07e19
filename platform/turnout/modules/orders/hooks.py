"""Hooks of orders: tickets that became void, and places that were offered before."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.hooks import Hook
from turnout.modules.orders.checkout.rules import Quote
from turnout.modules.orders.types import Order

TICKETS_VOIDED: Final = Hook[Callable[[Transaction, UUID, Sequence[UUID] | None], None]]()
"""Follows up on tickets (third; None: all) of an order (second) that are void from now on."""
OFFERED_PLACES: Final = Hook[Callable[[Transaction, str, Order, Quote], None]]()
"""Frees the places of the offer that a text names for the order, which claims them next."""


def tickets_voided(
    tx: Transaction, order_id: UUID, ticket_ids: Sequence[UUID] | None = None
) -> None:
    """Tell modules above that tickets of an order, or all of them, are void from now on."""
    for follow_up in TICKETS_VOIDED:
        follow_up(tx, order_id, ticket_ids)


def take_offered_places(tx: Transaction, offer: str, order: Order, quote: Quote) -> None:
    """Have the places of an offer freed for this order; Invalid where nothing offers any."""
    is_known = False
    for take in OFFERED_PLACES:
        take(tx, offer, order, quote)
        is_known = True
    if not is_known:
        raise Invalid(FieldError("/waitlist_offer", "There are no offers here."))
