"""Facts of waiting rooms."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRoomChanged(Fact):
    """An event's waiting room was switched on or off, paused, or works otherwise from now on."""

    name: ClassVar[str] = "waiting_room.changed.v1"
    event_id: UUID
