"""The table of inboxes: a message for each person whom it is for."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class InboxAudience(StrEnum):
    """In which capacity somebody was told: the same person may be both."""

    TEAM = "team"
    ATTENDEE = "attendee"


class MessageKind(StrEnum):
    """What a message is about; those of attendees come last."""

    ORDER_REVIEW = "order-review"
    APPLICATION = "application"
    DISPUTE_OPENED = "dispute-opened"
    DISPUTE_DUE = "dispute-due"
    REFUND_FAILED = "refund-failed"
    PAYMENT_HELD = "payment-held"
    DIFFERENCES = "differences"
    STATEMENT_OPEN = "statement-open"
    EXPORT_READY = "export-ready"
    JOB_DONE = "job-done"
    MEMBER_JOINED = "member-joined"
    SESSION_FILE = "session-file"
    FILE_INFECTED = "file-infected"
    CONNECTION_FAILED = "connection-failed"
    SENDING_DOMAIN_FAILED = "sending-domain-failed"
    NOTICE = "notice"
    ANNOUNCEMENT = "announcement"
    ORDER = "order"
    TICKET = "ticket"
    WAITLIST = "waitlist"
    EVENT_NEWS = "event-news"


class InboxMessageRow(TenantRow):
    """What one person was told; `title` and `body` are empty where the kind says it all."""

    __tablename__ = "inbox_messages"
    __table_args__ = (
        UniqueConstraint("organization_id", "user_id", "kind", "source_id"),
        Index(None, "organization_id", "user_id", "created_at", "id"),
        Index(None, "user_id", "created_at", "id"),
        Index(
            "ix_inbox_messages_unread",
            *("organization_id", "user_id", "audience", "kind"),
            postgresql_where=text("read_at IS NULL"),
        ),
        Index(None, "organization_id", "source_id"),
        Index(None, "organization_id", "event_id"),
        Index(None, "organization_id", "order_id"),
        CheckConstraint("audience IN ('team', 'attendee')", name="audience"),
        CheckConstraint("count > 0", name="count"),
    )
    user_id: Mapped[UUID]
    audience: Mapped[str]
    kind: Mapped[str]
    source_id: Mapped[UUID]
    """What caused it: a fact, a mail, an announcement. Nobody is told twice of one."""
    permission: Mapped[str]
    """The right without which a member does not see it any more; empty for their own."""
    event_id: Mapped[UUID | None]
    order_id: Mapped[UUID | None]
    title: Mapped[str]
    body: Mapped[str]
    path: Mapped[str]
    """Below the organization's console; attendees' addresses are made when it is read."""
    day: Mapped[date | None]
    count: Mapped[int]
    """How many facts alike it stands for, while nobody has read it."""
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
