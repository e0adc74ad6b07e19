"""A programme as a schedule file states it: frozen, in the file's own words and order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, ClassVar

import msgspec

from turnout.kernel import codec


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    component: ClassVar[str] = "EventsStoredLink"
    href: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What the file says of a recording: its licence, and whether there is to be none."""

    licence: str = ""
    opted_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    title: str = ""
    acronym: str = ""
    subtitle: str = ""
    venue: str = ""
    city: str = ""
    start: date | None = None
    end: date | None = None
    day_change: time = time(0)
    timeslot: timedelta | None = None
    base_url: str | None = None
    version: str = ""
    generator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the programme; with `day_change` it may run past midnight."""

    index: int
    date: date | None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    rooms: tuple[str, ...] = ()
    """Names in the file's order, rooms in which nothing happens that day included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    name: str
    guid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    name: str
    colour: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """`key` is what a later import of the same file will find this person by."""

    key: str
    name: str
    biography: str = ""
    source_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One programme item.

    `start` is aware: local time in the programme's zone, or at the file's own offset where
    it names no zone. Abstract and description are as written: untrusted, HTML or plain.
    """

    key: str
    title: str
    start: datetime
    duration: timedelta
    line: int
    place: str
    source_id: str | None = None
    guid: str | None = None
    slug: str | None = None
    subtitle: str = ""
    abstract: str = ""
    description: str = ""
    room: str | None = None
    track: str | None = None
    kind: str = ""
    language: str | None = None
    url: str | None = None
    feedback_url: str | None = None
    links: tuple[Link, ...] = ()
    attachments: tuple[Link, ...] = ()
    persons: tuple[str, ...] = ()
    logo: str | None = None
    recording: Recording | None = None
    tags: tuple[str, ...] = ()
    capacity: int | None = None
    is_cancelled: bool = False

    @property
    def starts_at(self) -> datetime:
        return self.start.astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """The start plus real elapsed time: a night in which clocks change is no longer for it."""
        return self.starts_at + self.duration


class Part(StrEnum):
    """What not every file says about sessions; what a file does not say stays as it is."""

    SLUG = "slug"
    SUBTITLE = "subtitle"
    ABSTRACT = "abstract"
    DESCRIPTION = "description"
    KIND = "kind"
    LANGUAGE = "language"
    TRACK = "track"
    ROOM = "room"
    URL = "url"
    FEEDBACK_URL = "feedback_url"
    LOGO = "logo"
    RECORDING = "recording"
    PERSONS = "persons"
    LINKS = "links"
    ATTACHMENTS = "attachments"
    TAGS = "tags"
    CAPACITY = "capacity"
    STATE = "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """`time_zone` is None when the file gave offsets only, so that instants are all we know."""

    conference: Conference
    time_zone: str | None
    days: tuple[Day, ...]
    rooms: tuple[Room, ...]
    tracks: tuple[Track, ...]
    sessions: tuple[Session, ...]
    speakers: tuple[Speaker, ...]
    says: frozenset[Part] = frozenset(Part)
    keeps_frame: bool = False
    """The file states days and rooms of its own, also those in which nothing happens."""

    def links(self) -> Iterator[Link]:
        for session in self.sessions:
            yield from session.links


def save_metadata(programme: Programme) -> dict[str, Any]:
    """Write the conference, the days and the rooms as JSON, to be kept with the event."""
    return {
        "conference": msgspec.to_builtins(programme.conference),
        "days": msgspec.to_builtins(programme.days),
        "rooms": msgspec.to_builtins(programme.rooms),
    }


def with_saved_metadata(programme: Programme, frame: dict[str, Any]) -> Programme:
    """Add what an earlier file said around the sessions.

    The title and the tracks of `programme` stay; days come from the file alone, rooms from both.
    """
    conference = codec.convert(frame["conference"], Conference, strict=False)
    days = codec.convert(frame["days"], tuple[Day, ...], strict=False)
    rooms = {room.name: room for room in codec.convert(frame["rooms"], tuple[Room, ...])}
    own = programme.conference
    return replace(
        programme,
        conference=replace(
            conference,
            title=own.title,
            acronym=conference.acronym or own.acronym,
            venue=conference.venue or own.venue,
            city=conference.city or own.city,
        ),
        days=days,
        rooms=(*rooms.values(), *(room for room in programme.rooms if room.name not in rooms)),
    )
