"""The question that the catalog answers for forms: which ticket types an event has.

Forms stands below the catalog and cannot import it.
"""

from collections.abc import Callable, Collection
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

TICKET_TYPES: Final = Hook[Callable[[Transaction, UUID], Collection[UUID]]]()
"""Names the ticket types of an event, archived ones included, in one statement."""


def ticket_types_of(tx: Transaction, event_id: UUID) -> set[str]:
    """Find the ids of an event's ticket types, as a stored form writes them."""
    return {str(each) for answer in TICKET_TYPES for each in answer(tx, event_id)}
