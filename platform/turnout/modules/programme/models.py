"""Tables of programmes: tracks, speakers, sessions, imports, self-service links."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import TenantRow


class SessionState(StrEnum):
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"


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
    source_id: Mapped[str | None]
    merged_keys: Mapped[list[str]] = mapped_column(server_default=text("'[]'"))
    """Keys under which files know duplicates of this person."""
    version: Mapped[int]


class SessionRow(TenantRow):
    __tablename__ = "sessions"
    __table_args__ = (
        UniqueConstraint("organization_id", "event_id", "source_key"),
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint(
            "NOT needs_registration OR capacity IS NOT NULL", name="needs_registration"
        ),
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
    source_id: Mapped[str | None]
    """The number that a file had beside its guid."""
    tags: Mapped[list[str]] = mapped_column(server_default=text("'[]'"))
    logo_url: Mapped[str | None]
    recording: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    vanished_at: Mapped[datetime | None]
    """When an import called it off because its file no longer had it."""
    needs_registration: Mapped[bool] = mapped_column(server_default=text("false"))
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


class SelfServiceLinkRow(TenantRow):
    """A link by which one speaker or sponsor sees what is theirs; only its hash is kept."""

    __tablename__ = "self_service_links"
    __table_args__ = (
        UniqueConstraint("organization_id", "secret_hash"),
        Index("ix_self_service_links_organization_id_event_id", "organization_id", "event_id"),
        Index("ix_self_service_links_organization_id_speaker_id", "organization_id", "speaker_id"),
        Index("ix_self_service_links_organization_id_sponsor_id", "organization_id", "sponsor_id"),
    )
    event_id: Mapped[UUID]
    speaker_id: Mapped[UUID | None]
    sponsor_id: Mapped[UUID | None]
    secret_hash: Mapped[bytes]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
