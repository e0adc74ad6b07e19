"""An iCalendar file as components of properties (RFC 5545, 3.1), each with its line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from turnout.kernel.time_zones import find_zone, in_zone
from turnout.programme_formats.errors import UnreadableSchedule
from turnout.programme_formats.field_parsers import FIRST_YEAR, LAST_YEAR
from turnout.programme_formats.report import Reporter, Severity
from turnout.programme_formats.xml_tree import MAX_BYTES

MAX_LINES: Final = 500_000
MAX_DEPTH: Final = 8

_LINE_END: Final = re.compile(rb"\r\n|\n|\r")
_NAME: Final = re.compile(r"[A-Za-z0-9-]+")
_PARAMETER: Final = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_COMMA: Final = re.compile(r"((?:[^\\,]|\\.)*)(?:,|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Property:
    """A content line; `value` is as written, `text` is what it says."""

    line: int
    owner: str
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def place(self) -> str:
        return f"{self.owner}/{self.name}"

    @property
    def text(self) -> str:
        return _ESCAPED.sub(_plain, self.value)

    @property
    def texts(self) -> list[str]:
        """The values of a list, which commas part."""
        found = [match[1] for match in _COMMA.finditer(self.value)]
        return [_ESCAPED.sub(_plain, each) for each in found if each]


@dataclass(slots=True)
class Component:
    name: str
    line: int
    number: int
    properties: list[Property] = field(default_factory=list)
    children: list["Component"] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    """Its lines, unfolded, with those of what stands in it."""

    @property
    def place(self) -> str:
        return f"{self.name}[{self.number}]"

    @property
    def text(self) -> str:
        summary = self.find("SUMMARY") or self.find("UID")
        return summary.text if summary else ""

    def find(self, name: str) -> Property | None:
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[Property]:
        return (each for each in self.properties if each.name == name)


def read_calendar(data: bytes) -> tuple[Component, list[tuple[int, str]]]:
    """The calendar, and the lines that are no properties; raises UnreadableSchedule.

    Calendars that stand one after the other in the file are read as one.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableSchedule("too-large", f"The file is larger than {MAX_BYTES} bytes.")
    whole = Component("FILE", 1, 1)
    broken: list[tuple[int, str]] = []
    open_: list[Component] = [whole]
    for line, text in _unfolded(data):
        name, _, value = text.partition(":")
        keyword = name.upper()
        if keyword == "BEGIN":
            _begin(open_, line, value.strip().upper())
        elif keyword == "END":
            _end(open_, line, value.strip().upper())
        elif (found := _property(open_[-1], line, text)) is not None:
            open_[-1].properties.append(found)
        else:
            broken.append((line, text))
        for component in open_[1:]:
            component.source.append(text)
    if len(open_) > 1:
        detail = f"The {open_[-1].name} that begins here has no end."
        raise UnreadableSchedule("malformed", detail, line=open_[-1].line)
    return _joined(whole), broken


def _begin(open_: list[Component], line: int, name: str) -> None:
    if len(open_) == 1 and name != "VCALENDAR":
        raise _no_calendar(line)
    if len(open_) > MAX_DEPTH:
        detail = f"Components stand deeper than {MAX_DEPTH} levels."
        raise UnreadableSchedule("too-deep", detail, line=line)
    parent = open_[-1]
    before = parent.children[-1] if parent.children else None
    number = before.number + 1 if before is not None and before.name == name else 1
    component = Component(name, line, number)
    parent.children.append(component)
    open_.append(component)


def _end(open_: list[Component], line: int, name: str) -> None:
    if open_[-1].name != name or len(open_) == 1:
        detail = f"END:{name[:50]} ends nothing that is open here."
        raise UnreadableSchedule("malformed", detail, line=line)
    component = open_.pop()
    component.source.append(f"END:{name}")


def _joined(whole: Component) -> Component:
    calendars = whole.children
    if not calendars:
        raise _no_calendar(1)
    first, *others = calendars
    for other in others:
        first.properties.extend(other.properties)
        first.children.extend(other.children)
    return first


def _no_calendar(line: int) -> UnreadableSchedule:
    detail = "The file is no iCalendar: it does not begin with BEGIN:VCALENDAR."
    return UnreadableSchedule("not-a-calendar", detail, line=line)


def _unfolded(data: bytes) -> Iterator[tuple[int, str]]:
    """Lines with the number at which each begins; a fold may part the bytes of a letter."""
    pieces: list[bytes] = []
    began = 1
    for number, raw in enumerate(_LINE_END.split(data.removeprefix(b"\xef\xbb\xbf")), start=1):
        if number > MAX_LINES:
            detail = f"The file has more than {MAX_LINES} lines."
            raise UnreadableSchedule("too-large", detail, line=number)
        if raw[:1] in (b" ", b"\t") and pieces:
            pieces.append(raw[1:])
            continue
        if pieces:
            yield began, _decoded(b"".join(pieces), began)
        pieces, began = ([raw], number) if raw.strip() else ([], number)
    if pieces:
        yield began, _decoded(b"".join(pieces), began)


def _decoded(line: bytes, number: int) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    detail = "This line is neither UTF-8 nor Windows-1252."
    raise UnreadableSchedule("bad-encoding", detail, line=number)


def _property(owner: Component, line: int, text: str) -> Property | None:
    name = _NAME.match(text)
    if name is None or owner.name == "FILE":
        return None
    parameters: dict[str, str] = {}
    at = name.end()
    while (found := _PARAMETER.match(text, at)) is not None:
        parameters.setdefault(found[1].upper(), found[2].strip('"'))
        at = found.end()
    if text[at : at + 1] != ":":
        return None
    return Property(line, owner.place, name[0].upper(), parameters, text[at + 1 :])


def _plain(escaped: re.Match[str]) -> str:
    return "\n" if escaped[1] in "nN" else escaped[1]


_MOMENT: Final = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")
_DURATION: Final = re.compile(
    r"([+-]?)P(?:([0-9]{1,4})W)?(?:([0-9]{1,4})D)?"
    r"(?:T(?:([0-9]{1,5})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,7})S)?)?"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant; `local` is what clocks show, `zone` where."""

    local: datetime
    zone: tzinfo
    is_day: bool

    @property
    def instant(self) -> datetime:
        return in_zone(self.local, self.zone)[0]


@dataclass(slots=True)
class Zones:
    """Finds what a TZID means: its IANA name, Windows' name, or the rules in the file."""

    floating: ZoneInfo
    add_problem: Reporter
    stated: Mapping[str, Component]
    _found: dict[str, tzinfo] = field(default_factory=dict)

    def moments(self, found: Property) -> list[Moment]:
        """What a property of one or more times says; those that are none are reported."""
        moments = [self._moment(found, text.partition("/")[0]) for text in found.value.split(",")]
        return [moment for moment in moments if moment is not None]

    def place(self, found: Property, moment: Moment) -> datetime:
        """The instant, with what was odd about the local time reported."""
        return self.add_problem.instant(found, moment.local, moment.zone)

    def _moment(self, found: Property, text: str) -> Moment | None:
        read = _MOMENT.fullmatch(text.strip())
        try:
            day = date.fromisoformat(read[1]) if read else None
            clock = time.fromisoformat(read[2]) if read and read[2] else time(0)
        except ValueError:
            day = None
        if read is None or day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            detail = "This is no date or time of a calendar."
            self.add_problem(found, "bad-time", detail, value=text, effect=Severity.SKIPPED)
            return None
        zone: tzinfo = UTC if read[3] else self._zone(found)
        return Moment(datetime.combine(day, clock), zone, is_day=not read[2])

    def _zone(self, found: Property) -> tzinfo:
        name = found.parameters.get("TZID", "")
        if not name:
            return self.floating
        if name not in self._found:
            zone = self._known(name) or self._ruled(name)
            if zone is None:
                detail = f"Nobody knows this zone; its times were read in {self.floating.key}."
                self.add_problem(
                    found, "unknown-time-zone", detail, value=name, effect=Severity.CHANGED
                )
            self._found[name] = zone or self.floating
        return self._found[name]

    def _known(self, name: str) -> tzinfo | None:
        """An IANA name, also behind the path that some programs put before it."""
        pieces = name.strip("/").split("/")
        names = ["/".join(pieces[start:]) for start in range(len(pieces))]
        own = self.stated.get(name)
        hint = own.find("X-LIC-LOCATION") if own else None
        candidates = [*names, hint.text if hint else "", WINDOWS_TO_OLSON.get(name, "")]
        return next((zone for each in candidates if each and (zone := find_zone(each))), None)

    def _ruled(self, name: str) -> tzinfo | None:
        """The zone as the file itself draws it up."""
        component = self.stated.get(name)
        if component is None:
            return None
        try:
            read: Any = Timezone.from_ical("\r\n".join(component.source))
            ruled: tzinfo = read.to_tz()
            ruled.utcoffset(datetime(2030, 1, 1))  # noqa: DTZ001  a probe of its rules
        except Exception:  # noqa: BLE001  the library raises many kinds for broken rules
            return None
        return ruled


def read_length(text: str) -> timedelta | None:
    found = _DURATION.fullmatch(text.strip())
    if found is None or not any(found.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length
