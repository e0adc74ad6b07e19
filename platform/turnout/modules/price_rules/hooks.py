"""The question that orders answer for price rules: how many units of a ticket type are sold.

It is asked once, when a ticket type gets its first rule; from then on a counter knows.
"""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

UNITS_SOLD: Final = Hook[Callable[[Transaction, UUID, UUID], int]]()
"""Counts the units of an event's (second) ticket type (third) that are held or sold."""


def count_units(tx: Transaction, event_id: UUID, ticket_type_id: UUID) -> int:
    """Count the units of a ticket type that are held or sold."""
    return sum(count(tx, event_id, ticket_type_id) for count in UNITS_SOLD)
