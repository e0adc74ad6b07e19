"""What crosses the front door of files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from turnout.modules.files.models import (
    Audience,
    EventFileRow,
    FileKind,
    FileRow,
    FileVisibility,
    ScanState,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What a sender offers; name and declared type are claims."""

    name: str
    data: bytes
    declared_type: str = ""
    visibility: FileVisibility = FileVisibility.PRIVATE


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    id: UUID
    name: str
    kind: FileKind
    media_type: str
    bytes: int
    sha256: str
    visibility: FileVisibility
    scan: ScanState
    placeholder: str | None
    width: int | None
    height: int | None
    created_at: datetime

    @classmethod
    def of(cls, row: FileRow) -> "File":
        return cls(
            id=row.id,
            name=row.name,
            kind=FileKind(row.kind),
            media_type=row.media_type,
            bytes=row.bytes,
            sha256=row.sha256,
            visibility=FileVisibility(row.visibility),
            scan=ScanState(row.scan),
            placeholder=row.placeholder,
            width=row.width,
            height=row.height,
            created_at=row.created_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedLink:
    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file and its content in pieces; read it to the end or close the iterator."""

    file: File
    pieces: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class StoreRedirect:
    """The store itself gives the content, under an address that lapses in a minute."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPlan:
    """What a sender is about to send, for an address to send it to."""

    name: str
    media_type: str
    bytes: int
    sha256: str | None = None
    visibility: FileVisibility = FileVisibility.PRIVATE


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedUpload:
    """Where and how to send.

    With `fields` as a form: these in their order, the content last, as `file`. Else as the body.
    """

    id: UUID
    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageSource:
    """An image's variants of one format, as `<source type srcset>` wants them."""

    media_type: str
    srcset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A public image for a page. `src` is for browsers that know none of the sources."""

    width: int
    height: int
    src: str
    sources: tuple[ImageSource, ...]
    placeholder: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEventFile:
    file_id: UUID
    audience: Audience
    title: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFile:
    """A file that belongs to an event; `link` is None while a scanner still has it."""

    id: UUID
    event_id: UUID
    file: File
    audience: Audience
    title: str
    position: int
    version: int
    link: SignedLink | None = None

    @classmethod
    def of(cls, row: EventFileRow, file: File, link: SignedLink | None = None) -> "EventFile":
        return cls(
            id=row.id,
            event_id=row.event_id,
            file=file,
            audience=Audience(row.audience),
            title=row.title or file.name,
            position=row.position,
            version=row.version,
            link=link,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFile:
    """A file for who may have it; `link` is None while a scanner still has it, and if it is bad."""

    file: File
    link: SignedLink | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileJob:
    """A claimed job: what to do, to what, and how often it was tried."""

    id: UUID
    kind: str
    file_id: UUID | None
    store: str | None
    storage_key: str | None
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What counts against the quota: files, pictures drawn of them, uploads under way."""

    used_bytes: int
    quota_bytes: int
