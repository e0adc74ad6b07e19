"""What programmes announce; the names of the facts are those of events, where they began."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChanged(Fact):
    """A session got another time, room or title; `changed` names which of them."""

    name: ClassVar[str] = "events.session-changed.v1"
    event_id: UUID
    session_id: UUID
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCancelled(Fact):
    """It does not take place; one that was only deleted announces the same."""

    name: ClassVar[str] = "events.session-cancelled.v1"
    event_id: UUID
    session_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeImported(Fact):
    """An import changed something; one that changed nothing announces nothing."""

    name: ClassVar[str] = "events.programme-imported.v1"
    event_id: UUID
    import_id: UUID
