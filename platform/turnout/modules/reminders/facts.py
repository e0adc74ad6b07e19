"""What is announced of reminders."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderStateChanged(Fact):
    """A reminder was sent or skipped, or waits again since its event moved.

    `announcement_id` is what sends its mails; `reason` says why it was skipped.
    """

    name: ClassVar[str] = "reminders.state-changed.v1"
    reminder_id: UUID
    event_id: UUID
    before: str
    after: str
    announcement_id: UUID | None = None
    reason: str | None = None
