"""Read a programme from schedule XML: bytes in, programme and report out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from turnout.kernel.time_zones import find_zone, in_zone
from turnout.programme_formats.errors import UnknownTimeZone, UnreadableSchedule
from turnout.programme_formats.field_parsers import (
    one_line,
    read_address,
    read_colour,
    read_date,
    read_duration,
    read_moment,
    read_time,
)
from turnout.programme_formats.programme import Conference, Day, Part, Programme, Room, Track
from turnout.programme_formats.report import (
    ParsedSchedule,
    Reporter,
    Severity,
    find_conflicts,
)
from turnout.programme_formats.xml_session import SessionReader, SessionTimes
from turnout.programme_formats.xml_tree import Node, read_tree


def read_conference(root: Node, add_problem: Reporter) -> Conference:
    node = root.child("conference")
    if node is None:
        return Conference()
    generator = root.child("generator")
    name = generator.attributes.get("name", "") if generator else ""
    version = root.child("version")
    start, end, slot = (node.child(tag) for tag in ("start", "end", "timeslot_duration"))
    return Conference(
        **{
            tag: _text(node, tag, add_problem)
            for tag in ("title", "acronym", "subtitle", "venue", "city")
        },
        start=read_date(start.text) if start else None,
        end=read_date(end.text) if end else None,
        day_change=_day_change(node, add_problem),
        timeslot=_clock_length(slot),
        base_url=_base_url(node, add_problem),
        version=add_problem.line(version, version.text) if version else "",
        generator=one_line(name)[:50].lower(),
    )


def _text(node: Node, tag: str, add_problem: Reporter) -> str:
    child = node.child(tag)
    return add_problem.line(child, child.text) if child else ""


def _clock_length(node: Node | None) -> timedelta | None:
    if node is None:
        return None
    length = read_duration(node.text)
    return length if length and length > timedelta(0) else None


def _day_change(conference: Node, add_problem: Reporter) -> time:
    node = conference.child("day_change")
    if node is None or not node.text.strip():
        return time(0)
    value = read_time(node.text)
    if value is None:
        detail = "This is no time of day; days were taken to change at midnight."
        add_problem(node, "bad-day-change", detail, effect=Severity.CHANGED)
    return value or time(0)


def _base_url(conference: Node, add_problem: Reporter) -> str | None:
    node = conference.child("base_url")
    if node is None or not node.text.strip():
        return None
    address = read_address(node.text)
    if address is None:
        detail = "This is no web address; relative links cannot be completed."
        add_problem(node, "bad-address", detail, effect=Severity.CHANGED)
    return address


def read_day(node: Node, number: int, add_problem: Reporter, *, zone: ZoneInfo | None) -> Day:
    """Read a day; one without a readable date is kept, as its sessions may carry their own."""
    opens = _moment(node, "start", zone)
    text = node.attributes.get("date", "")
    value = read_date(text)
    if value is None and opens is not None:
        value = opens.date()
    if value is None:
        detail = "The day has no readable date."
        add_problem(node, "bad-day-date", detail, value=text, effect=Severity.NOTED)
    index = one_line(node.attributes.get("index", ""))
    readable = index.isascii() and index.isdigit() and len(index) <= len("999")
    return Day(
        index=int(index) if readable else number,
        date=value,
        opens_at=opens,
        closes_at=_moment(node, "end", zone),
    )


def _moment(node: Node, attribute: str, zone: ZoneInfo | None) -> datetime | None:
    value = read_moment(node.attributes.get(attribute, ""))
    if value is None:
        return None
    if value.tzinfo is not None:
        return value.astimezone(zone) if zone else value
    return in_zone(value, zone)[0] if zone else None


def read_tracks(root: Node, add_problem: Reporter) -> Iterator[Track]:
    """Tracks stand below the root (pentabarf's heirs) or in the conference (pretalx)."""
    holders = [*root.children("tracks"), *root.children("conference")]
    for holder in holders:
        for node in holder.children("track"):
            name = add_problem.line(node, node.attributes.get("name") or node.text)
            if name:
                yield Track(name=name, colour=read_colour(node.attributes.get("color", "")))


ADDED = frozenset({Part.TAGS, Part.CAPACITY})


def parse_schedule(data: bytes, *, time_zone: str | None = None) -> ParsedSchedule:
    """Read schedule XML as pentabarf, frab and pretalx write it.

    The zone is the one the file names; where it names none, `time_zone` is; where that is
    None too, offsets in the file's dates are enough. Raises UnreadableSchedule,
    TimeZoneNeeded and UnknownTimeZone for the file as a whole; a single bad item is left
    out or mended, and reported.
    """
    answer = None if time_zone is None else require_zone(time_zone)
    root = read_tree(data)
    if root.tag != "schedule" or not (root.child("conference") or root.child("day")):
        detail = "The file is XML, but no schedule: /schedule/conference is missing."
        raise UnreadableSchedule("not-a-schedule", detail, line=root.line)
    return _Reading(root, answer).run()


def require_zone(name: str) -> ZoneInfo:
    """The zone of an IANA name, or UnknownTimeZone."""
    zone = find_zone(name)
    if zone is None:
        raise UnknownTimeZone(name)
    return zone


class _Reading:
    def __init__(self, root: Node, answer: ZoneInfo | None) -> None:
        self._root = root
        self._add_problem = Reporter()
        self._zone = self._own_zone(answer) or answer
        self._conference = read_conference(root, self._add_problem)
        self._days: list[Day] = []
        self._dates: set[date] = set()
        self._rooms: dict[str, Room] = {}
        self._tracks = {track.name: track for track in read_tracks(root, self._add_problem)}
        self._add_problem.base_url = self._conference.base_url
        counts_days = self._conference.generator == "pretalx"
        self._items = SessionReader(self._add_problem, counts_days=counts_days)

    def run(self) -> ParsedSchedule:
        for node in self._root.children("day"):
            self._read_day(node)
        sessions = self._items.sessions()
        for session in sessions:
            if session.track is not None:
                self._tracks.setdefault(session.track, Track(name=session.track))
        self._add_problem.extend(find_conflicts(sessions))
        self._items.tell_unknown()
        programme = Programme(
            conference=self._conference,
            time_zone=self._zone.key if self._zone else None,
            days=tuple(self._days),
            rooms=tuple(self._rooms.values()),
            tracks=tuple(self._tracks.values()),
            sessions=sessions,
            speakers=self._items.speakers(),
            says=self._says(),
            keeps_frame=True,
        )
        return self._add_problem.parsed(programme)

    def _says(self) -> frozenset[Part]:
        """Our own additions count as said only in a file that has any of them."""
        extended = self._items.has_additions
        return frozenset(Part) - {Part.STATE} - (frozenset() if extended else ADDED)

    def _own_zone(self, answer: ZoneInfo | None) -> ZoneInfo | None:
        conference = self._root.child("conference")
        node = conference.child("time_zone_name") if conference else None
        name = one_line(node.text) if node else ""
        if node is None or not name:
            return None
        zone = find_zone(name)
        if zone is None:
            detail = "This is not an IANA time zone."
            self._add_problem(node, "unknown-time-zone", detail, effect=Severity.CHANGED)
        elif answer is not None and answer.key != zone.key:
            detail = f"The file's own zone was used, not {answer.key}."
            self._add_problem(node, "other-time-zone", detail, effect=Severity.NOTED)
        return zone

    def _read_day(self, node: Node) -> None:
        day = read_day(node, len(self._days) + 1, self._add_problem, zone=self._zone)
        if day.date in self._dates:
            detail = "Two days of the file have the same date; their sessions stand together."
            self._add_problem(
                node, "duplicate-day", detail, value=str(day.date), effect=Severity.NOTED
            )
        if day.date is not None:
            self._dates.add(day.date)
        clock = SessionTimes.of(day, self._conference.day_change, zone=self._zone)
        names: dict[str, None] = {}
        for room in node.children("room"):
            name = self._add_problem.line(room, room.attributes.get("name", ""))
            if name:
                names[name] = None
                guid = one_line(room.attributes.get("guid", "")) or None
                self._rooms.setdefault(name, Room(name=name, guid=guid))
            for event in room.children("event"):
                self._read_event(event, name, clock)
        for event in node.children("event"):
            self._read_event(event, "", clock)
        self._days.append(replace(day, rooms=tuple(names)))

    def _read_event(self, node: Node, room: str, clock: SessionTimes) -> None:
        session = self._items.read(node, room, clock)
        if session is not None and session.room is not None:
            self._rooms.setdefault(session.room, Room(name=session.room))
