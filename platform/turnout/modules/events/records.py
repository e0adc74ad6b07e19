"""What crosses the border of events: frozen, without a database behind it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from turnout.modules.events.models import Kind, SessionState, State, Visibility
from turnout.modules.events.schedule.programme import Link
from turnout.modules.events.schedule.report import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place as people write it; of a venue, or stated for this event alone."""

    name: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """`starts_at` and `ends_at` without an offset are local times in `time_zone`."""

    title: str
    slug: str | None = None
    """None: made from the title."""
    summary: str = ""
    description: str = ""
    kind: Kind = Kind.IN_PERSON
    visibility: Visibility = Visibility.PUBLIC
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    time_zone: str | None = None
    """IANA name; None: the organization's."""
    venue_id: UUID | None = None
    location: Location | None = None
    online_url: str | None = None
    language: str = "en"
    cover_file_id: UUID | None = None
    contact_email: str | None = None
    category: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`starts_at`, `ends_at` are instants in UTC; the local ones are what the organizer wrote."""

    organization_id: UUID
    id: UUID
    slug: str
    title: str
    summary: str
    description: str
    kind: Kind
    visibility: Visibility
    state: State
    starts_at: datetime | None
    ends_at: datetime | None
    starts_local: datetime | None
    ends_local: datetime | None
    time_zone: str
    venue_id: UUID | None
    location: Location | None
    """The stated place, else the venue's."""
    online_url: str | None
    language: str
    cover_file_id: UUID | None
    contact_email: str | None
    category: str
    tags: tuple[str, ...]
    state_reason: str
    published_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int

    @property
    def is_shown(self) -> bool:
        """Whether its page is there for whoever has the address."""
        return self.visibility is not Visibility.PRIVATE and self.state in SHOWN


SHOWN = frozenset({State.PUBLISHED, State.LIVE, State.ENDED, State.CANCELLED, State.POSTPONED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    id: UUID
    name: str
    colour: str | None
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSpeaker:
    name: str
    biography: str = ""
    professional_title: str = ""
    company: str = ""
    email: str | None = None
    photo_file_id: UUID | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSpeaker:
    """What anyone may know of a speaker."""

    id: UUID
    name: str
    biography: str
    professional_title: str
    company: str
    photo_file_id: UUID | None
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker(PublicSpeaker):
    """With what is for the team: no page shows `email`."""

    email: str | None
    source_key: str | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    title: str
    starts_at: datetime
    ends_at: datetime
    subtitle: str = ""
    abstract: str = ""
    description: str = ""
    kind: str = ""
    language: str | None = None
    track_id: UUID | None = None
    room_id: UUID | None = None
    capacity: int | None = None
    state: SessionState = SessionState.SCHEDULED
    url: str | None = None
    speaker_ids: tuple[UUID, ...] = ()
    links: tuple[Link, ...] = ()
    attachments: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    id: UUID
    event_id: UUID
    title: str
    subtitle: str
    abstract: str
    description: str
    kind: str
    language: str | None
    track_id: UUID | None
    room_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    day: date
    """The day of the programme; the small hours belong to the day before."""
    starts_local: datetime
    ends_local: datetime
    capacity: int | None
    state: SessionState
    slug: str | None
    url: str | None
    feedback_url: str | None
    links: tuple[Link, ...]
    attachments: tuple[Link, ...]
    speaker_ids: tuple[UUID, ...]
    source_key: str | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two sessions at once in one room or with one speaker."""

    kind: str
    resource_id: UUID
    first_session_id: UUID
    second_session_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    id: UUID
    name: str
    slug: str
    capacity: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Everything a programme page shows; sessions in order of time, rooms and tracks in theirs."""

    event_id: UUID
    title: str
    time_zone: str
    days: tuple[date, ...]
    rooms: tuple[Room, ...]
    tracks: tuple[Track, ...]
    speakers: tuple[PublicSpeaker, ...]
    sessions: tuple[Session, ...]


class Vanished(StrEnum):
    """What to do with sessions of an earlier import that the file no longer has."""

    KEEP = "keep"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VanishedSession:
    session_id: UUID
    title: str
    source_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import took, changed and could not take. `counts` is of the file as read."""

    id: UUID
    event_id: UUID
    imported_at: datetime
    time_zone: str | None
    counts: dict[str, int]
    sessions: Tally
    speakers: Tally
    vanished: tuple[VanishedSession, ...]
    problems: tuple[Problem, ...]
    problems_left_out: int = 0

    @property
    def has_changes(self) -> bool:
        tallies = (self.sessions, self.speakers)
        return any(tally.created or tally.updated or tally.removed for tally in tallies)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckList:
    """What publishing would say: `missing` refuses it, `advice` does not."""

    missing: tuple["Missing", ...] = ()
    advice: tuple["Missing", ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    pointer: str
    detail: str
    code: str = field(default="missing")


Changes = dict[str, Any]
"""Named fields of a PATCH with their new values."""
