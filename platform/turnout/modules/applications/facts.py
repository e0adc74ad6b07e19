"""What applications announce; that somebody applied is told by orders."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDecided(Fact):
    """The organizer decided: `decision` is approved or denied. The order's own facts follow."""

    name: ClassVar[str] = "applications.decided.v1"
    order_id: UUID
    event_id: UUID
    decision: str
