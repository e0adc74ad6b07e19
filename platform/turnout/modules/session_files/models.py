"""Tables of session files: what a session hands out, and how often it was downloaded."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class SessionFileKind(StrEnum):
    SLIDES = "slides"
    HANDOUT = "handout"
    RECORDING = "recording"
    OTHER = "other"


class Release(StrEnum):
    """From when its audience gets a file."""

    AT_ONCE = "at_once"
    SESSION_START = "session_start"
    SESSION_END = "session_end"
    MOMENT = "moment"


class SessionFileState(StrEnum):
    SUBMITTED = "submitted"
    """A speaker sent it, and no organizer has approved it yet."""
    APPROVED = "approved"


class SessionFileRow(TenantRow):
    """A file of the organization, or a link to where one lies, that belongs to a session."""

    __tablename__ = "session_files"
    __table_args__ = (
        UniqueConstraint("organization_id", "session_id", "file_id"),
        CheckConstraint("kind IN ('slides', 'handout', 'recording', 'other')", name="kind"),
        CheckConstraint("audience IN ('public', 'holders', 'staff')", name="audience"),
        CheckConstraint("state IN ('submitted', 'approved')", name="state"),
        CheckConstraint("(file_id IS NULL) <> (url IS NULL)", name="content"),
        CheckConstraint("(release = 'moment') = (release_at IS NOT NULL)", name="release"),
        Index("ix_session_files_event_id", "organization_id", "event_id"),
        Index("ix_session_files_file_id", "organization_id", "file_id"),
        Index("ix_session_files_speaker_id", "organization_id", "speaker_id"),
    )
    event_id: Mapped[UUID]
    session_id: Mapped[UUID]
    speaker_id: Mapped[UUID | None]
    """Who sent it by a link of their own."""
    state: Mapped[str]
    kind: Mapped[str]
    file_id: Mapped[UUID | None]
    url: Mapped[str | None]
    titles: Mapped[dict[str, Any]]
    """By language tag; a file without one goes by its name."""
    audience: Mapped[str]
    release: Mapped[str]
    release_at: Mapped[datetime | None]
    position: Mapped[int]
    created_at: Mapped[datetime]
    version: Mapped[int]


class SessionFileDownloadsRow(TenantRow):
    """How often a session file was downloaded."""

    __tablename__ = "session_file_downloads"
    __table_args__ = (UniqueConstraint("organization_id", "session_file_id"),)
    session_file_id: Mapped[UUID]
    downloads: Mapped[int]
    last_at: Mapped[datetime]
