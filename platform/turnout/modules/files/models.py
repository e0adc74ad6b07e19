"""Tables of files."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from turnout.kernel.db import TenantRow


class Kind(StrEnum):
    IMAGE = "image"
    DOCUMENT = "document"


class Visibility(StrEnum):
    PRIVATE = "private"
    PUBLIC = "public"


class FileRow(TenantRow):
    __tablename__ = "files"
    __table_args__ = (
        CheckConstraint("kind IN ('image', 'document')", name="kind"),
        CheckConstraint("visibility IN ('private', 'public')", name="visibility"),
        CheckConstraint("bytes > 0", name="bytes"),
    )
    name: Mapped[str]
    kind: Mapped[str]
    media_type: Mapped[str]
    bytes: Mapped[int]
    sha256: Mapped[str]
    storage_key: Mapped[str]
    visibility: Mapped[str]
    width: Mapped[int | None]
    height: Mapped[int | None]
    created_at: Mapped[datetime]
    version: Mapped[int]
