"""Tables of mails: one of each organization's, one of the platform's own."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db import PlatformRow, TenantRow


class State(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    """A worker has it until `leased_until`; after that it counts as lost and is sent again."""
    SENT = "sent"
    FAILED = "failed"


STATES = ", ".join(f"'{state}'" for state in State)
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


class Mail(MailColumns, TenantRow):
    __tablename__ = "mails"
    __table_args__ = (
        UniqueConstraint("organization_id", "message_id"),
        CheckConstraint(f"state IN ({STATES})", name="state"),
        Index(None, "organization_id", "order_id", "id"),
        Index("ix_mails_due", "organization_id", "due_at", postgresql_where=text(UNDER_WAY)),
    )
    order_id: Mapped[UUID | None]
    event_id: Mapped[UUID | None]


class PlatformMail(MailColumns, PlatformRow):
    __tablename__ = "platform_mails"
    __table_args__ = (
        UniqueConstraint("message_id"),
        CheckConstraint(f"state IN ({STATES})", name="state"),
        Index("ix_platform_mails_due", "due_at", postgresql_where=text(UNDER_WAY)),
    )
