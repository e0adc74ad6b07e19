"""Questions that modules above events answer: places sold, whom a session concerns, copies.

Events stands below sponsors, participation, stock and orders and cannot import them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook
from turnout.modules.events.types import CopiedPart


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedPerson:
    """Somebody who has a place in a session (by a ticket), or picked it (a person)."""

    session_id: UUID
    since: datetime
    ticket_id: UUID | None = None
    user_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCopy:
    """An event that was just copied, within the copy's own transaction."""

    source_id: UUID
    copy_id: UUID
    parts: frozenset[CopiedPart]


PLACES_SOLD: Final = Hook[Callable[[Transaction, Collection[UUID]], Mapping[UUID, int]]]()
"""Counts the places sold or held of each event, in one statement; events without may be absent."""
AFFECTED_BY_SESSIONS: Final = Hook[
    Callable[[Transaction, Collection[UUID]], Collection[AffectedPerson]]
]()
"""Lists who has a place in one of the sessions, and who picked one, in one statement."""
EVENT_COPIED: Final = Hook[Callable[[Transaction, EventCopy], None]]()
"""Copies what a module above keeps of the event; together with the copy or not at all."""


def places_sold(tx: Transaction, event_ids: Collection[UUID]) -> dict[UUID, int]:
    """Count the places that people have, or hold at this moment, of each event that has any."""
    found: dict[UUID, int] = {}
    for count in PLACES_SOLD:
        for event_id, places in count(tx, event_ids).items():
            if places:
                found[event_id] = max(places, found.get(event_id, 0))
    return found


def affected_by_sessions(tx: Transaction, session_ids: Collection[UUID]) -> list[AffectedPerson]:
    """List whom a change of these sessions concerns."""
    return [person for listed in AFFECTED_BY_SESSIONS for person in listed(tx, session_ids)]


def event_copied(tx: Transaction, copy: EventCopy) -> None:
    """Have modules above copy what is theirs."""
    for copy_theirs in EVENT_COPIED:
        copy_theirs(tx, copy)
