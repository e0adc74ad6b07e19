"""The table of announcements."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class AnnouncementState(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"


class AnnouncementChannel(StrEnum):
    """By what an announcement reaches people, in this order."""

    EMAIL = "email"
    SMS = "sms"
    IN_APP = "in_app"
    CHAT = "chat"
    """Once in each channel of the organization that takes announcements."""


UNDER_WAY = "state IN ('scheduled', 'sending')"


class AnnouncementRow(TenantRow):
    """What is written to whom of an event; `last_seen` is how far its present run has come."""

    __tablename__ = "announcements"
    __table_args__ = (
        CheckConstraint(
            "state IN ('draft', 'scheduled', 'sending', 'paused', 'cancelled', 'done')",
            name="state",
        ),
        CheckConstraint("state <> 'scheduled' OR send_at IS NOT NULL", name="send_at"),
        Index("ix_announcements_event_id", "organization_id", "event_id", "id"),
        Index(
            "ix_announcements_under_way",
            *("organization_id", "send_at"),
            postgresql_where=text(UNDER_WAY),
        ),
    )
    event_id: Mapped[UUID]
    state: Mapped[str]
    texts: Mapped[list[Any]]
    """Subject and body by language; the first is for everybody whose language is not there."""
    segment: Mapped[dict[str, Any]]
    channels: Mapped[list[Any]]
    is_important: Mapped[bool]
    send_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    run_at: Mapped[datetime | None]
    """When the present run began: at first, or after a pause."""
    run_count: Mapped[int]
    """Mails that the present run has written down; each has its moment by its number."""
    run_channel: Mapped[str]
    """The channel that the present run is at; `last_seen` is an address or a number of it."""
    last_seen: Mapped[str]
    queued_at: Mapped[datetime | None]
    """When the present run had written to everybody."""
    unsubscribed: Mapped[int]
    suppressed: Mapped[int]
    opted_out: Mapped[int]
    """People who agreed to texts and whose numbers get none."""
    finished_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int]
