"""Read a programme from schedule XML: bytes in, programme and report out."""

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from turnout.kernel.time_zones import find_zone
from turnout.programme_formats.conflicts import find_conflicts
from turnout.programme_formats.errors import UnknownTimeZone, UnreadableSchedule
from turnout.programme_formats.field_parsers import one_line
from turnout.programme_formats.programme import Day, Part, Programme, Room, Track
from turnout.programme_formats.report import Problem, Report, Reporter, Severity
from turnout.programme_formats.session_times import SessionTimes
from turnout.programme_formats.xml_conference import read_conference, read_day, read_tracks
from turnout.programme_formats.xml_session import SessionReader
from turnout.programme_formats.xml_tree import Node, read_tree

ADDED = frozenset({Part.TAGS, Part.CAPACITY})


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSchedule:
    programme: Programme
    problems: tuple[Problem, ...]
    problems_left_out: int


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
        self._report = Report()
        self._add_problem = Reporter(self._report)
        self._zone = self._own_zone(answer) or answer
        self._conference = read_conference(root, self._add_problem)
        self._days: list[Day] = []
        self._dates: set[date] = set()
        self._rooms: dict[str, Room] = {}
        self._tracks = {track.name: track for track in read_tracks(root, self._add_problem)}
        self._items = SessionReader(
            self._add_problem,
            base_url=self._conference.base_url,
            counts_days=self._conference.generator == "pretalx",
        )

    def run(self) -> ParsedSchedule:
        for node in self._root.children("day"):
            self._read_day(node)
        sessions = self._items.sessions()
        for session in sessions:
            if session.track is not None:
                self._tracks.setdefault(session.track, Track(name=session.track))
        self._report.extend(find_conflicts(sessions))
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
        return ParsedSchedule(
            programme=programme,
            problems=tuple(self._report.problems),
            problems_left_out=self._report.left_out,
        )

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
