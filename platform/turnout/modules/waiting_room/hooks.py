"""Hooks of waiting rooms: what became of orders that passes began, and challenges to joiners."""

from collections.abc import Callable, Collection, Mapping
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

CHALLENGES: Final = Hook[Callable[[UUID, UUID, str], bool]]()
"""Whether a text (third) is the answer to a challenge for joining an event's (second) room."""
ENDED_ORDERS: Final = Hook[Callable[[Transaction, Collection[UUID]], Mapping[UUID, bool]]]()
"""Those of the orders whose checkout is over, and whether something was bought."""


def passes_challenge(organization_id: UUID, event_id: UUID, answer: str) -> bool:
    """Whether somebody solved a challenge of a module above; nobody does where there is none."""
    return bool(answer) and any(judge(organization_id, event_id, answer) for judge in CHALLENGES)


def ended_orders(tx: Transaction, order_ids: Collection[UUID]) -> dict[UUID, bool]:
    """Ask the modules above which of these orders are over; True: something was bought."""
    found: dict[UUID, bool] = {}
    for answer in ENDED_ORDERS:
        found |= answer(tx, order_ids)
    return found
