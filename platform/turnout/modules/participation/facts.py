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
