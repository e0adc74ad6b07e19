"""What participation announces about places in sessions."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlacesFreed(Fact):
    """Somebody gave places back, or their ticket is valid no more; one for each session."""

    name: ClassVar[str] = "participation.session-places-freed.v1"
    event_id: UUID
    session_id: UUID
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlaceTaken(Fact):
    """A ticket has a place in a session: its holder signed up, or waited until there was one."""

    name: ClassVar[str] = "participation.session-place-taken.v1"
    event_id: UUID
    session_id: UUID
    ticket_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaChanged(Fact):
    """A person with an account picked a session, or picks it no longer."""

    name: ClassVar[str] = "participation.agenda-changed.v1"
    event_id: UUID
    session_id: UUID
    user_id: UUID
