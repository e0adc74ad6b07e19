"""The table of chat messages: each notice on its way to one channel."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class ChatState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    """Written before the channel is asked: a worker that dies leaves it so."""
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """The channel may show it and cannot be asked; it is not sent again."""


class ChatMessageRow(TenantRow):
    """A notice for a channel, in the organization's language as it was written."""

    __tablename__ = "chat_messages"
    __table_args__ = (
        UniqueConstraint(
            *("organization_id", "connection_id", "kind", "source_id"),
            name="uq_chat_messages_source_id",
        ),
        Index(
            "ix_chat_messages_due",
            *("organization_id", "due_at"),
            postgresql_where=text("state IN ('queued', 'sending')"),
        ),
        Index(None, "organization_id", "event_id"),
        Index("ix_chat_messages_queued_at", "queued_at"),
        CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'failed', 'unknown')", name="state"
        ),
        CheckConstraint("count > 0", name="count"),
    )
    connection_id: Mapped[UUID]
    kind: Mapped[str]
    source_id: Mapped[UUID]
    """What caused it; a channel is told once of each."""
    event_id: Mapped[UUID | None]
    title: Mapped[str]
    body: Mapped[str]
    path: Mapped[str]
    count: Mapped[int]
    """How many notices alike it stands for, while it waits."""
    state: Mapped[str]
    reason: Mapped[str]
    attempts: Mapped[int]
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    handed_out_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
