"""Tables of events."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import TenantRow


class NewsKind(StrEnum):
    PUBLISHED = "published"
    EVENT = "event"
    SESSION = "session"


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


class EventKind(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Visibility(StrEnum):
    PUBLIC = "public"
    UNLISTED = "unlisted"
    PRIVATE = "private"


class State(StrEnum):
    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    LIVE = "live"
    ENDED = "ended"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    ARCHIVED = "archived"
    DELETED = "deleted"


class OrderHandling(StrEnum):
    """What happens to the orders of an event that is called off or put off."""

    KEEP = "keep"
    REFUND = "refund"
    ASK = "ask"


class EventChange(StrEnum):
    CANCEL = "cancel"
    POSTPONE = "postpone"
    MOVE = "move"


class EventRow(TenantRow):
    __tablename__ = "events"
    __table_args__ = (
        Index(
            "ix_events_organization_id_starts_at",
            *("organization_id", "starts_at"),
            postgresql_where=text("state IN ('published', 'live')"),
        ),
        UniqueConstraint("organization_id", "series_id", "occurrence_local"),
        Index("ix_events_organization_id_venue_id", "organization_id", "venue_id"),
        Index("ix_events_organization_id_cover_file_id", "organization_id", "cover_file_id"),
    )
    slug: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str]
    description: Mapped[str]
    kind: Mapped[str]
    visibility: Mapped[str]
    state: Mapped[str]
    archived_from: Mapped[str | None]
    """Where restoring leads: the state before the archive or the bin."""
    starts_local: Mapped[datetime | None] = mapped_column(DateTime(timezone=False))
    ends_local: Mapped[datetime | None] = mapped_column(DateTime(timezone=False))
    time_zone: Mapped[str]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    venue_id: Mapped[UUID | None]
    location: Mapped[dict[str, Any]]
    online_url: Mapped[str | None]
    language: Mapped[str]
    cover_file_id: Mapped[UUID | None]
    cover_focus_x: Mapped[int] = mapped_column(server_default=text("50"))
    cover_focus_y: Mapped[int] = mapped_column(server_default=text("50"))
    contact_email: Mapped[str | None]
    contact_name: Mapped[str] = mapped_column(server_default="")
    contact_phone: Mapped[str] = mapped_column(server_default="")
    category: Mapped[str]
    tags: Mapped[list[str]]
    custom: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    translations: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    is_template: Mapped[bool] = mapped_column(server_default=text("false"))
    series_id: Mapped[UUID | None]
    occurrence_local: Mapped[datetime | None] = mapped_column(DateTime(timezone=False))
    """The local time at which the series' rule has it; stays when the event is moved."""
    is_detached: Mapped[bool] = mapped_column(server_default=text("false"))
    """Changed by itself: a change of all its series leaves it alone."""
    state_reason: Mapped[str]
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
    feed_salt: Mapped[bytes | None]
    """A new one gives the calendar of a private event another address; none was asked for yet."""
    version: Mapped[int]


class EventSlugRow(TenantRow):
    """Every address name an event has or had: old ones go on leading to it."""

    __tablename__ = "event_slugs"
    __table_args__ = (
        UniqueConstraint("organization_id", "slug"),
        Index("ix_event_slugs_organization_id_event_id", "organization_id", "event_id"),
    )
    event_id: Mapped[UUID]
    slug: Mapped[str]
    taken_at: Mapped[datetime]


class AccessCodeRow(TenantRow):
    """What opens a private event: a code for many, or one that went to one address."""

    __tablename__ = "event_access_codes"
    __table_args__ = (UniqueConstraint("organization_id", "event_id", "code_hash"),)
    event_id: Mapped[UUID]
    label: Mapped[str]
    email: Mapped[str | None]
    key_id: Mapped[str]
    """The master key under which the code was hashed."""
    code_hash: Mapped[bytes]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class FieldSchemaRow(TenantRow):
    """The organization's own fields of events; one row each."""

    __tablename__ = "event_field_schemas"
    __table_args__ = (UniqueConstraint("organization_id"),)
    fields: Mapped[list[Any]]
    updated_at: Mapped[datetime]
    version: Mapped[int]


class OrderActionRow(TenantRow):
    """What becomes of an event's orders, done in portions: `last_seen` is the last order."""

    __tablename__ = "event_order_actions"
    __table_args__ = (
        Index(
            "ix_event_order_actions_organization_id_event_id_id",
            *("organization_id", "event_id", "id"),
        ),
        Index(
            "ix_event_order_actions_due",
            *("organization_id", "due_at"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )
    event_id: Mapped[UUID]
    step: Mapped[str]
    orders: Mapped[str]
    reason: Mapped[str]
    due_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    last_seen: Mapped[UUID | None]
    total: Mapped[int]
    handled: Mapped[int]
    failed: Mapped[int]
    created_at: Mapped[datetime]
