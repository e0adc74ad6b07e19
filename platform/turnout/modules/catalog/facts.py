"""Facts of the catalog."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTypeChanged(Fact):
    """A ticket type was created, edited, moved, paused, archived or deleted."""

    name: ClassVar[str] = "catalog.ticket-type-changed.v1"
    event_id: UUID
    ticket_type_id: UUID
