"""What the stock tells those above it: an event's ticket types were copied to another event."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

Moved = Callable[[datetime], datetime]
TICKET_TYPES_COPIED: Final = Hook[
    Callable[[Transaction, UUID, UUID, Mapping[UUID, UUID], Moved], None]
]()
"""From an event to another one, old ticket type → new one; `Moved` says when something is then."""


def ticket_types_copied(
    tx: Transaction,
    from_event_id: UUID,
    to_event_id: UUID,
    *,
    types: Mapping[UUID, UUID],
    moved: Moved,
) -> None:
    """Have what belongs to ticket types copied as well, in this transaction."""
    for copy in TICKET_TYPES_COPIED:
        copy(tx, from_event_id, to_event_id, types, moved)
