"""What crosses the front door of session files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from marshmallow import fields

from turnout.kernel.values import from_attributes
from turnout.modules.files.api import Audience, File
from turnout.modules.session_files.models import (
    Release,
    SessionFileKind,
    SessionFileRow,
    SessionFileState,
)


class FileAccess(StrEnum):
    """Whether somebody gets a file now, or why not."""

    OPEN = "open"
    NOT_YET = "not_yet"
    FOR_HOLDERS = "for_holders"
    """It is for who shows a valid ticket of the event."""
    FOR_REGISTERED = "for_registered"
    """The session takes registrations, and the ticket has no place in it."""


@dataclass(frozen=True, slots=True)
class SessionTimes:
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSessionFile:
    """Either `file_id` or `url`."""

    kind: SessionFileKind
    audience: Audience
    file_id: UUID | None = None
    url: str | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    release: Release = Release.AT_ONCE
    release_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFile:
    """A file or a link of a session, as its organizers see it."""

    component: ClassVar = "SessionFilesSessionFile"
    id: UUID
    event_id: UUID
    session_id: UUID
    state: Annotated[SessionFileState, fields.Enum]
    speaker_id: Annotated[UUID | None, "Who sent it by a link of their own."]
    kind: Annotated[SessionFileKind, fields.Enum]
    file: Annotated[File | None, "None for a link."]
    url: Annotated[str | None, "Where it lies elsewhere; None for a file."]
    titles: Annotated[dict[str, str], "By language tag."]
    audience: Annotated[Audience, fields.Enum]
    release: Annotated[Release, fields.Enum]
    release_at: Annotated[datetime | None, "Of the release `moment`."]
    available_at: Annotated[datetime | None, "From when it is given; null for at once."]
    position: int
    downloads: Annotated[int, "Of a file; who follows a link is counted where it leads."]
    link: Annotated[str | None, "Gives the file to its organizers; not while it is being scanned."]
    created_at: datetime
    version: int

    @classmethod
    def of(
        cls,
        row: SessionFileRow,
        *,
        file: File | None,
        link: str | None,
        opens_at: datetime | None,
        downloads: int,
    ) -> "SessionFile":
        return from_attributes(
            cls,
            row,
            state=SessionFileState(row.state),
            kind=SessionFileKind(row.kind),
            audience=Audience(row.audience),
            release=Release(row.release),
            file=file,
            link=link,
            available_at=opens_at,
            downloads=downloads,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibleSessionFile:
    """What a visitor or attendee sees of a session file; without a `url` they do not get it yet."""

    component: ClassVar = "SessionFilesVisibleSessionFile"
    id: UUID
    session_id: UUID
    kind: Annotated[SessionFileKind, fields.Enum]
    title: str
    name: Annotated[str, "Of the file; empty for a link."]
    media_type: Annotated[str, "Of the file; empty for a link."]
    bytes: Annotated[int | None, "Of the file; null for a link."]
    audience: Annotated[Audience, fields.Enum]
    available_at: Annotated[datetime | None, "From when it is given; null for at once."]
    access: Annotated[FileAccess, fields.Enum]
    url: Annotated[str | None, "Leads to the content; of a file it lapses after an hour."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSessionFile:
    """A session file as the event's pages keep it; they lead to here for the content."""

    id: UUID
    kind: SessionFileKind
    titles: dict[str, str]
    name: str
    media_type: str
    bytes: int
    audience: Audience
    url: str
    """Of a link for everybody; empty for a file, and for what only ticket holders get."""
    available_at: datetime | None
    """From when it is given; None for at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubmission:
    """What a speaker sends of one of their sessions."""

    session_id: UUID
    kind: SessionFileKind
    title: str
    name: str
    data: bytes
    declared_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A file that a speaker sent, and whether an organizer has approved it."""

    component: ClassVar = "SessionFilesSubmission"
    id: UUID
    session_id: UUID
    kind: Annotated[SessionFileKind, fields.Enum]
    title: str
    name: str
    bytes: int
    state: Annotated[SessionFileState, fields.Enum]
    created_at: datetime
