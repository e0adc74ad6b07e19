"""The question that check-in answers for tickets: who came in.

Tickets stands below check-in and has to know before a ticket changes hands or is given back.
"""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

ADMITTED: Final = Hook[Callable[[Transaction, Sequence[UUID]], set[UUID]]]()
"""Says with which of these tickets somebody came in, in one statement."""


def admitted_among(tx: Transaction, ticket_ids: Sequence[UUID]) -> set[UUID]:
    """Find the tickets with which somebody is inside; locked first, the answer holds."""
    found: set[UUID] = set()
    for find in ADMITTED if ticket_ids else ():
        found |= find(tx, ticket_ids)
    return found
