"""What crosses the front door of files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from marshmallow import fields as answers

from turnout.kernel.values import from_attributes
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
    kind: Annotated[FileKind, answers.Enum]
    media_type: str
    bytes: int
    sha256: str
    visibility: Annotated[FileVisibility, answers.Enum]
    scan: Annotated[ScanState, answers.Enum]
    placeholder: str | None
    width: int | None
    height: int | None
    created_at: datetime

    @classmethod
    def of(cls, row: FileRow) -> "File":
        return from_attributes(
            cls,
            row,
            kind=FileKind(row.kind),
            visibility=FileVisibility(row.visibility),
            scan=ScanState(row.scan),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedLink:
    component: ClassVar[str] = "FilesLink"
    url: Annotated[str, answers.Url(required=True)]
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
    focus_x: int = 50
    focus_y: int = 50
    """Where its eye is, in percent from the left and from the top: crops keep it in sight."""

    def focused(self, x: int, y: int) -> "Picture":
        return replace(self, focus_x=x, focus_y=y)


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
    audience: Annotated[Audience, answers.Enum]
    title: str
    position: int
    version: int
    link: SignedLink | None = None

    @classmethod
    def of(cls, row: EventFileRow, file: File, link: SignedLink | None = None) -> "EventFile":
        title, audience = row.title or file.name, Audience(row.audience)
        return from_attributes(cls, row, file=file, audience=audience, title=title, link=link)


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
    """What counts against the quota: files, their variants, uploads under way."""

    used_bytes: int
    quota_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """What is shown as the organization's logo; no file after it was taken away."""

    file_id: UUID | None
    width: int | None
    height: int | None
    version: Annotated[int, "The organization's, for `If-Match`."]
