"""Tables of events."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db import TenantRow


class Kind(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Visibility(StrEnum):
    PUBLIC = "public"
    UNLISTED = "unlisted"
    PRIVATE = "private"


class State(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    LIVE = "live"
    ENDED = "ended"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    ARCHIVED = "archived"


class SessionState(StrEnum):
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"


class EventRow(TenantRow):
    __tablename__ = "events"
    __table_args__ = (
        Index(
            "ix_events_organization_id_starts_at",
            *("organization_id", "starts_at"),
            postgresql_where=text("state IN ('published', 'live')"),
        ),
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
    contact_email: Mapped[str | None]
    category: Mapped[str]
    tags: Mapped[list[str]]
    state_reason: Mapped[str]
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
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


class TrackRow(TenantRow):
    __tablename__ = "tracks"
    __table_args__ = (UniqueConstraint("organization_id", "event_id", "name"),)
    event_id: Mapped[UUID]
    name: Mapped[str]
    colour: Mapped[str | None]
    position: Mapped[int]


class SpeakerRow(TenantRow):
    __tablename__ = "speakers"
    __table_args__ = (
        UniqueConstraint("organization_id", "event_id", "source_key"),
        Index(
            "ix_speakers_organization_id_event_id_name_id",
            *("organization_id", "event_id", "name", "id"),
        ),
        Index("ix_speakers_organization_id_photo_file_id", "organization_id", "photo_file_id"),
    )
    event_id: Mapped[UUID]
    source_key: Mapped[str | None]
    name: Mapped[str]
    biography: Mapped[str]
    professional_title: Mapped[str]
    company: Mapped[str]
    email: Mapped[str | None]
    photo_file_id: Mapped[UUID | None]
    links: Mapped[list[Any]]
    version: Mapped[int]


class SessionRow(TenantRow):
    __tablename__ = "sessions"
    __table_args__ = (
        UniqueConstraint("organization_id", "event_id", "source_key"),
        CheckConstraint("ends_at > starts_at", name="times"),
        Index(
            "ix_sessions_organization_id_event_id_starts_at_id",
            *("organization_id", "event_id", "starts_at", "id"),
        ),
        Index("ix_sessions_organization_id_track_id", "organization_id", "track_id"),
        Index(
            "ix_sessions_organization_id_room_id_starts_at",
            *("organization_id", "room_id", "starts_at"),
        ),
    )
    event_id: Mapped[UUID]
    source_key: Mapped[str | None]
    slug: Mapped[str | None]
    title: Mapped[str]
    subtitle: Mapped[str]
    abstract: Mapped[str]
    description: Mapped[str]
    kind: Mapped[str]
    language: Mapped[str | None]
    track_id: Mapped[UUID | None]
    room_id: Mapped[UUID | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    capacity: Mapped[int | None]
    state: Mapped[str]
    url: Mapped[str | None]
    feedback_url: Mapped[str | None]
    version: Mapped[int]


class SessionLinkRow(TenantRow):
    __tablename__ = "session_links"
    __table_args__ = (UniqueConstraint("organization_id", "session_id", "kind", "position"),)
    session_id: Mapped[UUID]
    kind: Mapped[str]
    href: Mapped[str]
    title: Mapped[str]
    position: Mapped[int]


class SessionSpeakerRow(TenantRow):
    __tablename__ = "session_speakers"
    __table_args__ = (
        UniqueConstraint("organization_id", "session_id", "speaker_id"),
        Index("ix_session_speakers_organization_id_speaker_id", "organization_id", "speaker_id"),
    )
    session_id: Mapped[UUID]
    speaker_id: Mapped[UUID]
    role: Mapped[str]
    position: Mapped[int]


class ProgrammeImportRow(TenantRow):
    __tablename__ = "programme_imports"
    __table_args__ = (
        Index(
            "ix_programme_imports_organization_id_event_id_id",
            *("organization_id", "event_id", "id"),
        ),
    )
    event_id: Mapped[UUID]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str]
    sha256: Mapped[str]
    bytes: Mapped[int]
    report: Mapped[dict[str, Any]]
