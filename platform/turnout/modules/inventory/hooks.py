"""What the stock tells those above it: an event's ticket types were copied or imported."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook
from turnout.modules.events.api import EventCopy

Moved = Callable[[datetime], datetime]
TICKET_TYPES_COPIED: Final = Hook[
    Callable[[Transaction, UUID, UUID, Mapping[UUID, UUID], Moved], None]
]()
"""From an event to another one, old ticket type → new one; `Moved` says when something is then."""
TICKET_TYPES_IMPORTED: Final = Hook[
    Callable[[Transaction, EventCopy, Mapping[str, str], Moved], None]
]()
"""The same of another organization's event, by the ids that were exported."""


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


def ticket_types_imported(
    tx: Transaction, copy: EventCopy, *, types: Mapping[str, str], moved: Moved
) -> None:
    """Have what belongs to ticket types imported as well, in this transaction."""
    for import_theirs in TICKET_TYPES_IMPORTED:
        import_theirs(tx, copy, types, moved)
