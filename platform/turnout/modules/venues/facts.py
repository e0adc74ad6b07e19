"""Facts of venues."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueChanged(Fact):
    """A venue or one of its rooms was added, changed or archived."""

    name: ClassVar[str] = "venues.changed.v1"
    venue_id: UUID
