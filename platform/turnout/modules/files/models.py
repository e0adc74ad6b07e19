"""Tables of files."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from turnout.kernel.db.engine import TenantRow


class FileKind(StrEnum):
    IMAGE = "image"
    DOCUMENT = "document"


class FileVisibility(StrEnum):
    PRIVATE = "private"
    PUBLIC = "public"


class ScanState(StrEnum):
    """Whether a scanner looked through it. Images need none: we wrote every byte of them."""

    NONE = "none"
    PENDING = "pending"
    CLEAN = "clean"
    INFECTED = "infected"


class UploadState(StrEnum):
    STORING = "storing"
    """Sent through the platform and on its way into the store."""
    OPEN = "open"
    CHECKING = "checking"
    DONE = "done"
    REFUSED = "refused"


class JobKind(StrEnum):
    SCAN = "scan"
    VARIANTS = "variants"
    REMOVE = "remove"


class Audience(StrEnum):
    """Who gets a file of an event; each sees what the ones before see."""

    PUBLIC = "public"
    HOLDERS = "holders"
    STAFF = "staff"


class FileRow(TenantRow):
    __tablename__ = "files"
    __table_args__ = (
        CheckConstraint("kind IN ('image', 'document')", name="kind"),
        CheckConstraint("visibility IN ('private', 'public')", name="visibility"),
        CheckConstraint("bytes > 0", name="bytes"),
        CheckConstraint("scan IN ('none', 'pending', 'clean', 'infected')", name="scan"),
        CheckConstraint("NOT is_entrusted OR visibility = 'private'", name="entrusted"),
    )
    name: Mapped[str]
    kind: Mapped[str]
    media_type: Mapped[str]
    bytes: Mapped[int]
    sha256: Mapped[str]
    storage_key: Mapped[str]
    store: Mapped[str]
    visibility: Mapped[str]
    scan: Mapped[str]
    placeholder: Mapped[str | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    is_entrusted: Mapped[bool]
    """Sent by a visitor for one thing of theirs: none of the organization's own files."""
    created_at: Mapped[datetime]
    version: Mapped[int]


class VariantRow(TenantRow):
    """One variant of an image: a width and a format."""

    __tablename__ = "file_variants"
    __table_args__ = (UniqueConstraint("organization_id", "file_id", "media_type", "width"),)
    file_id: Mapped[UUID]
    media_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    bytes: Mapped[int]
    sha256: Mapped[str]
    storage_key: Mapped[str]
    store: Mapped[str]
    created_at: Mapped[datetime]


class UploadRow(TenantRow):
    """An upload under way; while it is, its bytes count as used."""

    __tablename__ = "file_uploads"
    __table_args__ = (
        Index(None, "organization_id", "expires_at"),
        Index(None, "organization_id", "file_id"),
    )
    state: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    bytes: Mapped[int]
    sha256: Mapped[str | None]
    visibility: Mapped[str]
    store: Mapped[str]
    storage_key: Mapped[str]
    expires_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    file_id: Mapped[UUID | None]
    created_at: Mapped[datetime]


class FileJobRow(TenantRow):
    """A job that a worker runs outside of transactions; the row goes when it is done."""

    __tablename__ = "file_jobs"
    __table_args__ = (
        Index(
            "ix_file_jobs_due",
            "organization_id",
            "due_at",
            postgresql_where=text("given_up_at IS NULL"),
        ),
        Index(None, "organization_id", "file_id"),
    )
    kind: Mapped[str]
    file_id: Mapped[UUID | None]
    store: Mapped[str | None]
    storage_key: Mapped[str | None]
    due_at: Mapped[datetime]
    attempts: Mapped[int]
    given_up_at: Mapped[datetime | None]
    problem: Mapped[str | None]
    created_at: Mapped[datetime]


class EventFileRow(TenantRow):
    __tablename__ = "event_files"
    __table_args__ = (
        UniqueConstraint("organization_id", "event_id", "file_id"),
        Index(None, "organization_id", "file_id"),
    )
    event_id: Mapped[UUID]
    file_id: Mapped[UUID]
    audience: Mapped[str]
    title: Mapped[str]
    position: Mapped[int]
    created_at: Mapped[datetime]
    version: Mapped[int]
