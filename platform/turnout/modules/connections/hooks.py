"""Hooks of connections: modules above say what still needs a connection."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionUse:
    """What would be lost with a connection."""

    pending: int
    """Things under way that need the provider to end."""
    refundable: int
    """Payments that are over, and could be refunded through it."""


CONNECTION_USE: Final = Hook[Callable[[Transaction, UUID], ConnectionUse]]()
"""Counts what still needs a connection (second)."""


def use_of(tx: Transaction, connection_id: UUID) -> ConnectionUse:
    """What still needs a connection, by the word of every module above."""
    found = [count(tx, connection_id) for count in CONNECTION_USE]
    return ConnectionUse(
        pending=sum(each.pending for each in found),
        refundable=sum(each.refundable for each in found),
    )
