"""Tables of mails: one of each organization's, one of the platform's own."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import PlatformRow, TenantRow


class State(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    """A worker has it until `leased_until`; after that it counts as lost and is sent again."""
    SENT = "sent"
    FAILED = "failed"


UNDER_WAY = "state IN ('queued', 'sending')"


class MailColumns:
    """What both tables say of a mail. Secrets are made when it is sent and stand nowhere here."""

    message_id: Mapped[str]
    template: Mapped[str]
    recipient: Mapped[str]
    recipient_name: Mapped[str]
    locale: Mapped[str]
    source_id: Mapped[UUID]
    """What caused it: a fact, a token, an invitation, or the request to send it again."""
    details: Mapped[dict[str, Any]]
    """What the template needs and nobody can look up later."""
    state: Mapped[str]
    reason: Mapped[str]
    attempts: Mapped[int]
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    handed_out_at: Mapped[datetime | None]
    """When a worker was last told of it."""
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    provider_ref: Mapped[str]


class MailRow(MailColumns, TenantRow):
    __tablename__ = "mails"
    __table_args__ = (
        UniqueConstraint("organization_id", "message_id"),
        Index(None, "organization_id", "order_id", "id"),
        Index(None, "organization_id", "queued_at"),
        Index("ix_mails_due", "place", "due_at", postgresql_where=text(UNDER_WAY)),
        Index(
            "ix_mails_cause",
            *("organization_id", "source_id", "state"),
            postgresql_where=text("template = 'announcement'"),
        ),
    )
    place: Mapped[int]
    """Which of the mails of its cause it is: of all that are due, the lowest leave first."""
    order_id: Mapped[UUID | None]
    event_id: Mapped[UUID | None]


class PlatformMailRow(MailColumns, PlatformRow):
    __tablename__ = "platform_mails"
    __table_args__ = (
        UniqueConstraint("message_id"),
        Index("ix_platform_mails_due", "due_at", postgresql_where=text(UNDER_WAY)),
    )


class NotificationBatchRow(TenantRow):
    """A change notice on its way to its recipients in portions; `last_seen` is the last address.

    `content` is what changed, taken once; each mail has the batch for its cause: nobody gets two.
    """

    __tablename__ = "notification_batches"
    __table_args__ = (
        Index("ix_notification_batches_organization_id_event_id", "organization_id", "event_id"),
        Index(
            "ix_notification_batches_due",
            *("organization_id", "due_at"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )
    template: Mapped[str]
    event_id: Mapped[UUID | None]
    content: Mapped[dict[str, Any]]
    last_seen: Mapped[str]
    told: Mapped[int]
    due_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
