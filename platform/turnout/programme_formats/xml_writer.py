"""Write a programme as schedule XML, in the order and words that its common schema asks for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

from turnout.kernel.time_zones import in_zone
from turnout.programme_formats.field_parsers import derived_number, writable
from turnout.programme_formats.programme import Day, Link, Programme, Session, Speaker

NAMESPACE: Final = "urn:turnout:programme:1"
"""Of the few elements that are ours: other readers may pass them by."""
GENERATOR: Final = "turnout"
BOUNDARY: Final = timedelta(minutes=1)
ADDRESSES: Final = ("logo", "url", "feedback_url")
CONFERENCE: Final = frozenset({
    "title", "acronym", "start", "end", "days", "timeslot_duration", "base_url", "time_zone_name",
})  # fmt: skip
EVENT: Final = frozenset({
    "room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track",
    "logo", "language", "description", "url",
})  # fmt: skip
"""What the published schema has of a conference and of an event."""


class Dialect(StrEnum):
    """Everything that a programme says, or only what the format's published schema has.

    Most tools read the one; some check a file against that schema first and need the other.
    """

    FULL = "full"
    STRICT = "strict"


def write_schedule(programme: Programme, dialect: Dialect = Dialect.FULL) -> bytes:
    """The whole file. Sessions that are called off are left out: the format cannot say so.

    Every session gets a positive id; where the programme has none it follows from the key, so
    that it is the same in every file.
    """
    return "".join(_Writing(programme, dialect is Dialect.STRICT).lines()).encode()


@dataclass(slots=True)
class _Writing:
    programme: Programme
    is_strict: bool
    zone: ZoneInfo = field(init=False)
    people: dict[str, Speaker] = field(init=False)
    numbers: set[int] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.zone = ZoneInfo(self.programme.time_zone or "UTC")
        self.people = {speaker.key: speaker for speaker in self.programme.speakers}

    def lines(self) -> Iterator[str]:
        sessions = [each for each in self.programme.sessions if not each.is_cancelled]
        days = days_of(self.programme, sessions)
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield "<schedule>\n" if self.is_strict else f'<schedule xmlns:t="{NAMESPACE}">\n'
        yield f'  <generator name="{GENERATOR}" version="1"/>\n'
        version = self.programme.conference.version or ("1" if self.is_strict else "")
        if version:
            yield _element(2, "version", version)
        yield from self._conference(days)
        for index, (day, held) in enumerate(days, start=1):
            yield from self._day(index, day, held)
        yield "</schedule>\n"

    def _conference(self, days: Sequence[tuple[Day, list[Session]]]) -> Iterator[str]:
        conference = self.programme.conference
        dates = [day.date for day, _ in days if day.date is not None]
        stated = {
            "title": conference.title,
            "acronym": conference.acronym,
            "subtitle": conference.subtitle,
            "venue": conference.venue,
            "city": conference.city,
            "start": _iso(conference.start or min(dates, default=None)),
            "end": _iso(conference.end or max(dates, default=None)),
            "days": str(len(days)),
            "day_change": conference.day_change.isoformat(),
            "timeslot_duration": _length(conference.timeslot) if conference.timeslot else "",
            "base_url": conference.base_url or "",
            "time_zone_name": self.zone.key if self.programme.time_zone else "",
        }
        yield "  <conference>\n"
        for tag, text in stated.items():
            if (text or tag in ("title", "acronym")) and self._may_say(tag, CONFERENCE):
                yield _element(4, tag, text)
        for track in () if self.is_strict else self.programme.tracks:
            colour = f" color={_quoted(track.colour)}" if track.colour else ""
            yield f"    <track name={_quoted(track.name)}{colour}/>\n"
        yield "  </conference>\n"

    def _day(self, index: int, day: Day, held: Sequence[Session]) -> Iterator[str]:
        stated = f' date="{day.date}"' if day.date else ""
        opens, closes = self._span(day)
        if opens and closes:
            stated += f' start="{opens.isoformat()}" end="{closes.isoformat()}"'
        yield f'  <day index="{index}"{stated}>\n'
        by_room: dict[str | None, list[Session]] = {name: [] for name in day.rooms}
        for session in held:
            by_room.setdefault(session.room, []).append(session)
        guids = {room.name: room.guid for room in self.programme.rooms}
        for name, inside in by_room.items():
            guid = None if self.is_strict else guids.get(name or "")
            marks = f" name={_quoted(name or '')}" + (f" guid={_quoted(guid)}" if guid else "")
            yield f"    <room{marks}>\n"
            for session in inside:
                yield from self._session(session)
            yield "    </room>\n"
        yield "  </day>\n"

    def _span(self, day: Day) -> tuple[datetime | None, datetime | None]:
        if day.opens_at is not None and day.closes_at is not None:
            return day.opens_at, day.closes_at
        if day.date is None or not self.programme.time_zone:
            return None, None
        change = self.programme.conference.day_change
        opens = in_zone(datetime.combine(day.date, change), self.zone)[0]
        after = in_zone(datetime.combine(day.date + timedelta(days=1), change), self.zone)[0]
        return opens, after - BOUNDARY

    def _session(self, session: Session) -> Iterator[str]:
        start = session.start
        number = self._number(session)
        guid = session.guid or (None if _positive(session.key) else session.key)
        mark = f" guid={_quoted(guid)}" if guid else ""
        yield f'      <event id="{number}"{mark}>\n'
        texts = {
            "room": session.room or "",
            "title": session.title,
            "subtitle": session.subtitle,
            "type": session.kind,
            "date": start.isoformat(),
            "start": start.strftime("%H:%M:%S" if start.second else "%H:%M"),
            "duration": _length(session.duration),
            "abstract": session.abstract,
            "slug": self._slug(session, number),
            "track": session.track or "",
            "logo": session.logo or "",
            "language": session.language or "",
            "description": session.description,
            "url": session.url or "",
            "feedback_url": session.feedback_url or "",
        }
        for tag, text in texts.items():
            if (text or tag not in ADDRESSES) and self._may_say(tag, EVENT, text):
                yield _element(8, tag, text)
        yield from self._recording(session)
        yield from self._persons(session)
        yield from _links("links", "link", session.links)
        yield from _links("attachments", "attachment", session.attachments)
        yield from () if self.is_strict else self._own(session)
        yield "      </event>\n"

    def _own(self, session: Session) -> Iterator[str]:
        if session.tags:
            tags = "".join(f"<t:tag>{_text(tag)}</t:tag>" for tag in session.tags)
            yield f"        <t:tags>{tags}</t:tags>\n"
        if session.capacity:
            yield _element(8, "t:capacity", str(session.capacity))

    def _may_say(self, tag: str, among: frozenset[str], text: str = "") -> bool:
        if not self.is_strict:
            return True
        return tag in among and (tag != "url" or text.startswith(("https://", "http://")))

    def _slug(self, session: Session, number: int) -> str:
        """Two sessions may have one in a file that came in; the schema allows no two."""
        slug = session.slug or f"session-{number}"
        if self.is_strict and slug in self.slugs:
            slug = f"{slug}-{number}"
        self.slugs.add(slug)
        return slug

    def _recording(self, session: Session) -> Iterator[str]:
        if session.recording is not None:
            opted_out = "true" if session.recording.opted_out else "false"
            yield "        <recording>\n"
            yield _element(10, "license", session.recording.licence)
            yield _element(10, "optout", opted_out)
            yield "        </recording>\n"

    def _persons(self, session: Session) -> Iterator[str]:
        yield "        <persons>\n"
        for key in session.persons:
            speaker = self.people[key]
            more = ""
            if speaker.biography and not self.is_strict:
                more = f"<t:biography>{_text(speaker.biography)}</t:biography>"
            marks = _number_mark(speaker) if self.is_strict else _marks(speaker)
            yield f"          <person{marks}>{_text(speaker.name)}{more}</person>\n"
        yield "        </persons>\n"

    def _number(self, session: Session) -> int:
        """Its own id where that is a number of its own, else one that follows from the key."""
        for stated in (session.source_id, session.key):
            number = _positive(stated)
            if number is not None and number not in self.numbers:
                break
        else:
            number = derived_number(session.guid or session.key)
        self.numbers.add(number)
        return number


def days_of(programme: Programme, sessions: Iterable[Session]) -> list[tuple[Day, list[Session]]]:
    """Each day with what happens on it, in order: the days stated, and those that are needed."""
    held: dict[date, list[Session]] = defaultdict(list)
    change = programme.conference.day_change
    since_midnight = timedelta(hours=change.hour, minutes=change.minute, seconds=change.second)
    for session in sorted(sessions, key=lambda each: (each.starts_at, each.key)):
        local = session.start.replace(tzinfo=None)
        held[(local - since_midnight).date()].append(session)
    days = {day.date: day for day in reversed(programme.days) if day.date is not None}
    for day in held:
        days.setdefault(day, Day(index=0, date=day))
    return [(days[day], held.get(day, [])) for day in sorted(days)]


def is_guid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _marks(speaker: Speaker) -> str:
    """What a later import finds the person by; one known by name alone needs no mark."""
    marks = _number_mark(speaker)
    if is_guid(speaker.key):
        return f"{marks} guid={_quoted(speaker.key)}"
    by_name = speaker.key == f"name:{speaker.name.casefold()}"
    return marks if by_name or _positive(speaker.key) else f"{marks} code={_quoted(speaker.key)}"


def _number_mark(speaker: Speaker) -> str:
    number = _positive(speaker.source_id) or _positive(speaker.key)
    return f' id="{number}"' if number is not None else ""


def _positive(text: str | None) -> int | None:
    """The number that a text is, if writing it gives that text again."""
    if text is None or not (text.isascii() and text.isdecimal()) or text.startswith("0"):
        return None
    return int(text)


def _links(holder: str, tag: str, links: Sequence[Link]) -> Iterator[str]:
    yield f"        <{holder}>\n"
    for link in links:
        yield f"          <{tag} href={_quoted(link.href)}>{_text(link.title)}</{tag}>\n"
    yield f"        </{holder}>\n"


def _element(indent: int, tag: str, text: str) -> str:
    return f"{' ' * indent}<{tag}>{_text(text)}</{tag}>\n"


def _length(length: timedelta) -> str:
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    clock = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{clock}:{seconds:02d}" if seconds else clock


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _text(text: str) -> str:
    return escape(writable(text))


def _quoted(text: str) -> str:
    return quoteattr(writable(text))
