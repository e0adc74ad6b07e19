"""Tables of push messages: the sender's keys, devices, and each message on its way to one."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import PlatformRow, TenantRow


class PushState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    """Written before the service is asked: a worker that dies leaves it so."""
    SENT = "sent"
    DROPPED = "dropped"
    """Nobody is to be told any more: it was read, or is not wanted."""
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It may be on the screen and nobody can say; it is not sent again."""


UNDER_WAY = "state IN ('queued', 'sending')"


class PushKeyRow(PlatformRow):
    """What the platform proves itself by to push services; made once, sealed."""

    __tablename__ = "push_keys"
    __table_args__ = (UniqueConstraint("adapter_key"),)
    adapter_key: Mapped[str]
    sealed: Mapped[bytes]
    created_at: Mapped[datetime]


class PushSubscriptionRow(PlatformRow):
    """A device on which somebody wants to be told; `sealed` has its address and keys."""

    __tablename__ = "push_subscriptions"
    __table_args__ = (
        UniqueConstraint("adapter_key", "digest"),
        Index(None, "user_id"),
        Index(None, "login_id"),
        CheckConstraint("is_team OR is_attendee", name="audience"),
    )
    user_id: Mapped[UUID]
    login_id: Mapped[UUID]
    """With this sign-in it ends."""
    adapter_key: Mapped[str]
    digest: Mapped[str]
    sealed: Mapped[bytes]
    label: Mapped[str]
    is_team: Mapped[bool]
    is_attendee: Mapped[bool]
    created_at: Mapped[datetime]


class PushMessageRow(TenantRow):
    """A message of an inbox on its way to one device."""

    __tablename__ = "push_messages"
    __table_args__ = (
        UniqueConstraint("organization_id", "message_id", "subscription_id"),
        Index(
            "ix_push_messages_due", "organization_id", "due_at", postgresql_where=text(UNDER_WAY)
        ),
        Index(None, "subscription_id"),
        CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'dropped', 'failed', 'unknown')", name="state"
        ),
    )
    message_id: Mapped[UUID]
    subscription_id: Mapped[UUID]
    state: Mapped[str]
    reason: Mapped[str]
    attempts: Mapped[int]
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    handed_out_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
