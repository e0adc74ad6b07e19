"""Tables of what people are yet to hear of, and of whom a private event was sent to."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import TenantRow


class NewsKind(StrEnum):
    PUBLISHED = "published"
    EVENT = "event"
    SESSION = "session"


class NewsRow(TenantRow):
    """How something was before it changed, until those concerned were told: one row for each.

    Of a session that is gone nobody can find out later whom it concerned; the row says it.
    """

    __tablename__ = "event_news"
    __table_args__ = (
        CheckConstraint("kind IN ('published', 'event', 'session')", name="kind"),
        CheckConstraint("(kind = 'session') = (session_id IS NOT NULL)", name="session_id"),
        UniqueConstraint(
            "organization_id",
            "event_id",
            "kind",
            "session_id",
            postgresql_nulls_not_distinct=True,
        ),
    )
    event_id: Mapped[UUID]
    kind: Mapped[str]
    session_id: Mapped[UUID | None]
    before: Mapped[dict[str, Any]]
    ticket_ids: Mapped[list[str] | None] = mapped_column(JSONB(none_as_null=True))
    user_ids: Mapped[list[str] | None] = mapped_column(JSONB(none_as_null=True))
    first_noted_at: Mapped[datetime]
    noted_at: Mapped[datetime]


class InvitationRow(TenantRow):
    """An address that a private event was sent to, with a link of its own; only its hash is kept.

    `serial` counts the sendings: links of earlier ones open nothing any more.
    """

    __tablename__ = "event_invitations"
    __table_args__ = (
        UniqueConstraint("organization_id", "event_id", "email"),
        Index("ix_event_invitations_organization_id_asked_at", "organization_id", "asked_at"),
    )
    event_id: Mapped[UUID]
    email: Mapped[str]
    name: Mapped[str]
    locale: Mapped[str]
    serial: Mapped[int]
    key_id: Mapped[str]
    secret_hash: Mapped[bytes]
    created_at: Mapped[datetime]
    asked_at: Mapped[datetime]
    """When a mail with the present link was last asked for."""
    mailed_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    """When a link first opened the event."""
    withdrawn_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
