"""Hooks of waiting rooms: what became of the orders that passes began."""

from collections.abc import Callable, Collection, Mapping
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

ENDED_ORDERS: Final = Hook[Callable[[Transaction, Collection[UUID]], Mapping[UUID, bool]]]()
"""Those of the orders whose checkout is over, and whether something was bought."""


def ended_orders(tx: Transaction, order_ids: Collection[UUID]) -> dict[UUID, bool]:
    """Ask the modules above which of these orders are over; True: something was bought."""
    found: dict[UUID, bool] = {}
    for answer in ENDED_ORDERS:
        found |= answer(tx, order_ids)
    return found
