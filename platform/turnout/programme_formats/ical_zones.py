"""Times of a calendar: UTC, in a zone of any name, floating, or a whole day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from turnout.kernel.time_zones import find_zone, in_zone
from turnout.programme_formats.field_parsers import FIRST_YEAR, LAST_YEAR
from turnout.programme_formats.ical_parser import Component, Property
from turnout.programme_formats.report import Reporter, Severity
from turnout.programme_formats.session_times import ODD_TIMES

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
        placed, odd = in_zone(moment.local, moment.zone)
        if odd is not None:
            effect = Severity.CHANGED if odd == "time-does-not-exist" else Severity.NOTED
            self.add_problem(found, odd, ODD_TIMES[odd], effect=effect)
        return placed

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
