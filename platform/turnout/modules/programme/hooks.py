"""Questions answered from above: whom a change of a session concerns, what follows a copy."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook
from turnout.modules.events.api import EventCopy


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedPerson:
    """Somebody who has a place in a session (by a ticket), or picked it (a person)."""

    session_id: UUID
    since: datetime
    ticket_id: UUID | None = None
    user_id: UUID | None = None
    is_waiting: bool = False
    """The ticket has no place yet: it waits for one."""


AFFECTED_BY_SESSIONS: Final = Hook[
    Callable[[Transaction, Collection[UUID]], Collection[AffectedPerson]]
]()
"""Lists who has a place in one of the sessions, and who picked one, in one statement."""


def affected_by_sessions(tx: Transaction, session_ids: Collection[UUID]) -> list[AffectedPerson]:
    """List whom a change of these sessions concerns."""
    return [person for listed in AFFECTED_BY_SESSIONS for person in listed(tx, session_ids)]


SESSIONS_COPIED: Final = Hook[Callable[[Transaction, EventCopy, Mapping[str, str]], None]]()
"""Copies what a module above keeps of sessions; told which session (third) became which."""
