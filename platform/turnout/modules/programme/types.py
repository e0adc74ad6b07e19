"""Programmes as they cross the border: frozen, without a database behind them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from marshmallow import fields

from turnout.kernel.http.answers import one_of
from turnout.kernel.values import from_attributes
from turnout.modules.events.api import ChangeKind
from turnout.modules.programme.models import SelfServiceLinkRow, SessionState, TrackRow
from turnout.programme_formats.programme import Link
from turnout.programme_formats.report import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSnapshot:
    """When and where; `room` is empty where none is stated."""

    title: str
    starts_at: datetime
    ends_at: datetime
    room: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChange:
    """What became of a session; `now` as it is, or last was when it is gone.

    Of one that is gone, `ticket_ids` and `user_ids` say whom it concerned.
    """

    session_id: UUID
    turn: ChangeKind
    before: SessionSnapshot
    now: SessionSnapshot
    noted_at: datetime
    """When it last changed: who came to it later knows."""
    ticket_ids: tuple[UUID, ...] | None = None
    user_ids: tuple[UUID, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    id: UUID
    name: str
    colour: str | None
    position: int

    @classmethod
    def of(cls, row: TrackRow) -> Self:
        return from_attributes(cls, row)


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

    @classmethod
    def of(cls, row: Any) -> Self:
        """Of a speaker's row, or of a plain row with the same names."""
        return from_attributes(cls, row, links=tuple(Link(**link) for link in row.links))


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
    speaker_roles: tuple[str, ...] = ()
    """As what each of `speaker_ids` appears; left out, all of them as speakers."""
    links: tuple[Link, ...] = ()
    attachments: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    needs_registration: bool = False


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
    state: Annotated[SessionState, fields.Enum(SessionState, by_value=True, required=True)]
    slug: str | None
    url: str | None
    feedback_url: str | None
    links: tuple[Link, ...]
    attachments: tuple[Link, ...]
    speaker_ids: tuple[UUID, ...]
    speaker_roles: tuple[str, ...]
    tags: tuple[str, ...]
    needs_registration: bool
    """Whoever wants to come registers for it besides; there are `capacity` places."""
    source_key: str | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionAppointment:
    """A session as calendars know it: `uid` and `sequence` are those of the event's feeds."""

    session_id: UUID
    event_id: UUID
    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str
    is_cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCapacity:
    """How many places a session has, and whether one registers for them."""

    session_id: UUID
    capacity: int | None
    needs_registration: bool
    state: SessionState
    starts_at: datetime

    @classmethod
    def of(cls, state: str, **columns: Any) -> Self:
        return cls(**columns, state=SessionState(state))


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two sessions at once in one room or with one speaker."""

    kind: Annotated[str, one_of(("room", "speaker"))]
    resource_id: UUID
    first_session_id: UUID
    second_session_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSession(Session):
    """A session as it was written, and what it now stands beside: a warning, no refusal."""

    conflicts: tuple[Conflict, ...]


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


class MissingSessions(StrEnum):
    """What to do with sessions of an earlier import that the file no longer has."""

    KEEP = "keep"
    CANCEL = "cancel"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    component: ClassVar[str] = "EventsTally"
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    cancelled: int = 0


class Format(StrEnum):
    """In which a programme comes in and goes out."""

    XML = "xml"
    CSV = "csv"
    ICS = "ics"


class Change(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    CANCELLED = "cancelled"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChange:
    """One session or speaker that an import added, changed or took away."""

    kind: Annotated[str, one_of(("session", "speaker"))]
    name: str
    source_key: str
    change: Annotated[Change, fields.Enum(Change, by_value=True, required=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingSession:
    component: ClassVar[str] = "EventsVanished"
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
    sessions: Counts
    speakers: Counts
    vanished: tuple[MissingSession, ...]
    problems: tuple[Problem, ...]
    problems_left_out: int = 0
    format: Annotated[Format, fields.Enum(Format, by_value=True, required=True)] = Format.XML
    is_dry_run: bool = False
    """Nothing was written: this is what would happen."""
    changes: tuple[ImportChange, ...] = ()
    changes_left_out: int = 0

    @property
    def has_changes(self) -> bool:
        tallies = (self.sessions, self.speakers)
        return any(
            tally.created or tally.updated or tally.removed or tally.cancelled for tally in tallies
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfServiceLink:
    id: UUID
    event_id: UUID
    speaker_id: UUID | None
    sponsor_id: UUID | None
    expires_at: datetime
    revoked_at: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, row: SelfServiceLinkRow) -> Self:
        return from_attributes(cls, row)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeSelfServiceLink:
    """The secret is told this once; only its hash is kept."""

    link: SelfServiceLink
    secret: Annotated[str, "Told this once"]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEvent:
    """The event, for somebody who takes part in it."""

    id: UUID
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    page_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSession:
    """One of the speaker's sessions, with where it is and as what they appear."""

    session: Session
    room: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerPart:
    """What a speaker sees by their link, and nothing else."""

    event: OwnEvent
    speaker: PublicSpeaker
    email: str | None
    sessions: tuple[OwnSession, ...]
    version: int
