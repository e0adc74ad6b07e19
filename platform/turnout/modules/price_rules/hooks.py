"""Questions that orders answer for price rules.

How many units of a ticket type are sold is asked once, when it gets its first rule; from then on a
counter knows. At which events somebody bought tickets is asked where that entitles to a price.
"""

from collections.abc import Callable, Collection
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

UNITS_SOLD: Final = Hook[Callable[[Transaction, UUID, UUID], int]]()
"""Counts the units of an event's (second) ticket type (third) that are held or sold."""
BOUGHT_EVENTS: Final = Hook[Callable[[Transaction, str], Collection[UUID]]]()
"""Lists the organization's events at which an address has paid for a ticket and still has one."""


def count_units(tx: Transaction, event_id: UUID, ticket_type_id: UUID) -> int:
    """Count the units of a ticket type that are held or sold."""
    return sum(count(tx, event_id, ticket_type_id) for count in UNITS_SOLD)


def list_bought_events(tx: Transaction, address: str) -> frozenset[UUID]:
    """The organization's events at which an address bought tickets."""
    return frozenset(each for ask in BOUGHT_EVENTS for each in ask(tx, address))
