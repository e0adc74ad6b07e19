"""What series announce."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesChanged(Fact):
    """A series was created, edited, published, or got other events."""

    name: ClassVar[str] = "events.series-changed.v1"
    series_id: UUID
