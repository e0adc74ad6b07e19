"""Hooks of orders: modules above follow up on tickets that became void, in one transaction."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

TICKETS_VOIDED: Final = Hook[Callable[[Transaction, UUID, Sequence[UUID] | None], None]]()
"""Follows up on tickets (third; None: all) of an order (second) that are void from now on."""


def tickets_voided(
    tx: Transaction, order_id: UUID, ticket_ids: Sequence[UUID] | None = None
) -> None:
    """Tell modules above that tickets of an order, or all of them, are void from now on."""
    for follow_up in TICKETS_VOIDED:
        follow_up(tx, order_id, ticket_ids)
