"""Tables of text messages: what is sent, each attempt, what was told of it, who wants none."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class TextState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    """A worker has it until `leased_until`; after that its attempt is looked into."""
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """A provider may have taken it and nobody can say; it is not sent again."""


class TextPurpose(StrEnum):
    ANNOUNCEMENT = "announcement"
    TEST = "test"
    REPLY = "reply"
    """Of ours to STOP, START or HELP, where the provider itself answers nothing."""


class TextAttemptState(StrEnum):
    STARTED = "started"
    """Written before the provider is asked: a worker that dies leaves it so."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    """The provider did not take the text, or never heard of it."""
    UNCLEAR = "unclear"


class BlockReason(StrEnum):
    """Why an organization sends no texts to a number."""

    STOPPED = "stopped"
    """Its holder answered STOP."""
    PROVIDER = "provider"
    """Its holder asked the provider for no more."""
    INVALID = "invalid"
    """It takes no text messages."""


class ConsentPlace(StrEnum):
    """Where the holder of a number agreed."""

    CHECKOUT = "checkout"
    ORDER_PAGE = "order-page"


UNDER_WAY = "state IN ('queued', 'sending')"


class TextMessageRow(TenantRow):
    """A finished text; its words never change, since a provider may be asked for them."""

    __tablename__ = "text_messages"
    __table_args__ = (
        UniqueConstraint("organization_id", "key"),
        CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'failed', 'unknown')", name="state"
        ),
        CheckConstraint("purpose IN ('announcement', 'test', 'reply')", name="purpose"),
        CheckConstraint("report IN ('', 'sent', 'delivered', 'failed')", name="report"),
        Index(None, "organization_id", "event_id", "id"),
        Index(None, "organization_id", "order_id", "id"),
        Index(None, "organization_id", "phone", "id"),
        Index("ix_text_messages_cause", "organization_id", "source_id", "state"),
        Index(
            "ix_text_messages_due", "organization_id", "due_at", postgresql_where=text(UNDER_WAY)
        ),
        Index("ix_text_messages_queued_at", "queued_at"),
    )
    key: Mapped[str]
    """The same however often it is tried, and for one cause and number."""
    purpose: Mapped[str]
    source_id: Mapped[UUID]
    event_id: Mapped[UUID | None]
    order_id: Mapped[UUID | None]
    user_id: Mapped[UUID | None]
    """Of a test: the member who asked for it."""
    phone: Mapped[str]
    language: Mapped[str]
    body: Mapped[str]
    segments: Mapped[int]
    state: Mapped[str]
    reason: Mapped[str]
    attempts: Mapped[int]
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    handed_out_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    report: Mapped[str]
    reported_at: Mapped[datetime | None]


class TextAttemptRow(TenantRow):
    __tablename__ = "text_attempts"
    __table_args__ = (
        Index(None, "organization_id", "text_id", "id"),
        Index(None, "organization_id", "connection_id", "provider_ref"),
        CheckConstraint("state IN ('started', 'accepted', 'refused', 'unclear')", name="state"),
    )
    text_id: Mapped[UUID]
    connection_id: Mapped[UUID]
    state: Mapped[str]
    reason: Mapped[str]
    provider_ref: Mapped[str]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class TextReceiptRow(TenantRow):
    """What a provider told of a text; the same thing once, however often it is told."""

    __tablename__ = "text_receipts"
    __table_args__ = (
        UniqueConstraint(
            *("organization_id", "connection_id", "provider_ref", "state"),
            name="uq_text_receipts_provider_ref",
        ),
        Index(None, "organization_id", "text_id", "occurred_at"),
    )
    text_id: Mapped[UUID]
    connection_id: Mapped[UUID]
    provider_ref: Mapped[str]
    state: Mapped[str]
    code: Mapped[str]
    occurred_at: Mapped[datetime]


class TextReplyRow(TenantRow):
    """That somebody answered, and whether it was STOP, START or HELP; not who, nor what else."""

    __tablename__ = "text_replies"
    __table_args__ = (
        UniqueConstraint(
            *("organization_id", "connection_id", "provider_ref"),
            name="uq_text_replies_provider_ref",
        ),
        Index("ix_text_replies_received_at", "received_at"),
    )
    connection_id: Mapped[UUID]
    provider_ref: Mapped[str]
    wish: Mapped[str]
    received_at: Mapped[datetime]


class TextBlockRow(TenantRow):
    """A number that gets no texts, or does again; `changed_at` is when its holder last said so."""

    __tablename__ = "text_blocks"
    __table_args__ = (
        UniqueConstraint("organization_id", "phone"),
        CheckConstraint("reason IN ('stopped', 'provider', 'invalid')", name="reason"),
    )
    phone: Mapped[str]
    reason: Mapped[str]
    is_blocked: Mapped[bool]
    changed_at: Mapped[datetime]


class TextConsentRow(TenantRow):
    """That a buyer agreed to texts about an event at a number, with the words of the question."""

    __tablename__ = "text_consents"
    __table_args__ = (
        Index(
            "uq_text_consents_order_id",
            *("organization_id", "order_id"),
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index(None, "organization_id", "event_id", "phone"),
        Index(None, "organization_id", "order_id", "given_at"),
        CheckConstraint("place IN ('checkout', 'order-page')", name="place"),
    )
    order_id: Mapped[UUID]
    event_id: Mapped[UUID]
    phone: Mapped[str]
    place: Mapped[str]
    statement: Mapped[str]
    wording: Mapped[str]
    language: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
