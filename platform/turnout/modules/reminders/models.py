"""The table of reminders."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class Anchor(StrEnum):
    START = "start"
    END = "end"


class ReminderState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    """Its announcement was made: what became of the mails is told there."""
    SKIPPED = "skipped"


class SkipReason(StrEnum):
    EVENT_NOT_PUBLISHED = "event-not-published"
    EVENT_CANCELLED = "event-cancelled"
    EVENT_POSTPONED = "event-postponed"
    EVENT_ARCHIVED = "event-archived"
    SESSION_CANCELLED = "session-cancelled"
    MISSED = "missed"
    """Its moment had passed for too long when it could have been sent."""


WAITS = "state = 'waiting' AND is_on"


class ReminderRow(TenantRow):
    """When attendees of an event are reminded of it, and of what; `due_at` follows the event."""

    __tablename__ = "reminders"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sent', 'skipped')", name="state"),
        CheckConstraint("anchor IN ('start', 'end')", name="anchor"),
        CheckConstraint("at_time IS NULL OR minutes = 0", name="at_time"),
        CheckConstraint("(state = 'sent') = (announcement_id IS NOT NULL)", name="sent"),
        Index("ix_reminders_event_id", "organization_id", "event_id", "id"),
        Index("ix_reminders_session_id", "organization_id", "session_id"),
        Index("ix_reminders_waiting", "organization_id", "due_at", postgresql_where=text(WAITS)),
    )
    event_id: Mapped[UUID]
    session_id: Mapped[UUID | None]
    """Null: the event's own times count."""
    anchor: Mapped[str]
    days: Mapped[int]
    """On the event's calendar; below zero before the anchor."""
    minutes: Mapped[int]
    """As they pass, after the days."""
    at_time: Mapped[str | None]
    """The time of that day on the event's clock; null: that of the anchor."""
    texts: Mapped[list[Any]]
    segment: Mapped[dict[str, Any]]
    channels: Mapped[list[Any]]
    is_important: Mapped[bool]
    is_on: Mapped[bool]
    state: Mapped[str]
    skip_reason: Mapped[str | None]
    due_at: Mapped[datetime | None]
    """Null while the event has no times, or its session is gone."""
    announcement_id: Mapped[UUID | None]
    settled_at: Mapped[datetime | None]
    """When it was sent or skipped."""
    created_at: Mapped[datetime]
    version: Mapped[int]
