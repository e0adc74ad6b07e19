"""What is announced of announcements."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementStateChanged(Fact):
    """An announcement was scheduled, began, was paused, resumed or cancelled, or is done."""

    name: ClassVar[str] = "announcements.state-changed.v1"
    announcement_id: UUID
    event_id: UUID
    before: str
    after: str
