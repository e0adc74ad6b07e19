"""Read a programme from iCalendar: each VEVENT is a session, a repeated one several."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from turnout.kernel.errors import Invalid
from turnout.kernel.time_zones import find_zone
from turnout.programme_formats.field_parsers import one_line
from turnout.programme_formats.flat_builder import FlatBuilder, lasts
from turnout.programme_formats.ical_fields import Parts, whole_says
from turnout.programme_formats.ical_parser import (
    Component,
    Moment,
    Property,
    Zones,
    read_calendar,
    read_length,
)
from turnout.programme_formats.programme import Session
from turnout.programme_formats.recurrence import expand, read_rule
from turnout.programme_formats.report import ParsedSchedule, Reporter, Severity

OPEN_WINDOW: Final = timedelta(days=366)
"""How far a repeated session is taken while the event has no dates."""

Window = tuple[datetime, datetime]


def parse_ics(data: bytes, *, zone: ZoneInfo, window: Window | None = None) -> ParsedSchedule:
    """Read a calendar. Floating times are in its own zone, else in `zone`.

    Repeated sessions are taken inside `window` (the event's days). Raises UnreadableSchedule
    for the file as a whole; a bad VEVENT is left out and reported.
    """
    calendar, broken = read_calendar(data)
    return _Reading(calendar, zone, window).run(broken)


@dataclass(frozen=True, slots=True)
class _Item:
    """A VEVENT whose times can be read."""

    component: Component
    uid: str
    start_at: Property
    start: Moment
    length: timedelta
    replaces: datetime | None


class _Reading:
    def __init__(self, calendar: Component, zone: ZoneInfo, window: Window | None) -> None:
        self._calendar = calendar
        self._add_problem = Reporter()
        named = calendar.find("X-WR-TIMEZONE") or calendar.find("TIMEZONE-ID")
        self._zone = (find_zone(named.text) if named else None) or zone
        stated = {
            tzid.text: each
            for each in calendar.children
            if each.name == "VTIMEZONE" and (tzid := each.find("TZID"))
        }
        self._zones = Zones(self._zone, self._add_problem, stated)
        self._all = FlatBuilder(self._add_problem)
        self._parts = Parts(self._add_problem, self._all)
        self._window = window

    def run(self, broken: list[tuple[int, str]]) -> ParsedSchedule:
        for line, text in broken:
            spot = Property(line, "VCALENDAR", "line", {}, text)
            self._add_problem(
                spot, "bad-line", "This line is no property.", effect=Severity.SKIPPED
            )
        events = [each for each in self._calendar.children if each.name == "VEVENT"]
        items = [item for each in events if (item := self._item(each)) is not None]
        for item in self._latest([each for each in items if each.replaces is None]):
            self._take(item)
        for item in items:
            if item.replaces is not None:
                self._replace(item)
        return self._all.finish(whole_says(self._calendar, events), named_zone=self._zone.key)

    def _item(self, event: Component) -> _Item | None:
        title, start_at = event.find("SUMMARY"), event.find("DTSTART")
        if title is None or not one_line(title.text):
            self._add_problem(
                event, "no-title", "The session has no title.", effect=Severity.SKIPPED
            )
            return None
        starts = self._zones.moments(start_at) if start_at else []
        if start_at is None or not starts:
            detail = "The session has no readable start."
            self._add_problem(event, "bad-start", detail, effect=Severity.SKIPPED)
            return None
        if starts[0].is_day:
            detail = "It is stated for whole days, and was taken from midnight to midnight."
            self._add_problem(start_at, "all-day", detail, effect=Severity.NOTED)
        length = self._length(event, starts[0])
        if length is None:
            return None
        before = event.find("RECURRENCE-ID")
        moments = self._zones.moments(before) if before else []
        return _Item(
            component=event,
            uid=self._uid(event, start_at),
            start_at=start_at,
            start=starts[0],
            length=length,
            replaces=moments[0].instant if moments else None,
        )

    def _length(self, event: Component, start: Moment) -> timedelta | None:
        end, stated = event.find("DTEND"), event.find("DURATION")
        if end is not None:
            ends = self._zones.moments(end)
            return lasts(start.instant, ends[0].instant) if ends else None
        if stated is not None:
            length = read_length(stated.value)
            if length is None:
                detail = "This is no duration such as PT1H30M."
                self._add_problem(stated, "bad-duration", detail, effect=Severity.SKIPPED)
            return length
        return timedelta(days=1) if start.is_day else timedelta(0)

    def _uid(self, event: Component, start_at: Property) -> str:
        found = event.find("UID")
        uid = one_line(found.text) if found else ""
        if uid:
            return uid
        detail = "Without a UID, it is found again by its title and start."
        self._add_problem(event, "no-id", detail, effect=Severity.NOTED)
        said = f"{event.text}\n{start_at.value}"
        return f"title:{hashlib.sha256(said.encode()).hexdigest()[:32]}"

    def _latest(self, items: list[_Item]) -> Iterator[_Item]:
        """Of several VEVENTs with one UID, the one with the highest SEQUENCE."""
        newest: dict[str, _Item] = {}
        for item in items:
            known = newest.setdefault(item.uid, item)
            if known is not item:
                first, second = sorted((known, item), key=_sequence, reverse=True)
                newest[item.uid] = first
                detail = f"Another VEVENT, in line {first.component.line}, has this UID."
                self._add_problem(
                    second.component,
                    "duplicate-id",
                    detail,
                    value=item.uid,
                    effect=Severity.SKIPPED,
                )
        yield from newest.values()

    def _take(self, item: _Item) -> None:
        rule, added = item.component.find("RRULE"), list(item.component.all("RDATE"))
        if rule is None and not added:
            self._add(item, item.uid, self._zones.place(item.start_at, item.start))
            return
        starts = {item.start.local, *self._ruled(item, rule)}
        starts |= {
            moment.instant.astimezone(item.start.zone).replace(tzinfo=None, fold=0)
            for each in added
            for moment in self._zones.moments(each)
        }
        left_out = {
            moment.instant
            for each in item.component.all("EXDATE")
            for moment in self._zones.moments(each)
        }
        first, last = self._span(item)
        outside = 0
        for local in sorted(starts):
            moment = Moment(local, item.start.zone, is_day=item.start.is_day)
            if moment.instant in left_out:
                continue
            if not first <= moment.instant <= last:
                outside += 1
                continue
            placed = self._zones.place(item.start_at, moment)
            self._add(item, _key(item.uid, moment.instant), placed)
        if outside:
            detail = f"{outside} of its repetitions lie outside the event and were left out."
            self._add_problem(item.component, "outside-event", detail, effect=Severity.NOTED)

    def _ruled(self, item: _Item, rule: Property | None) -> list[datetime]:
        if rule is None:
            return []
        text = rule.value
        if "COUNT=" not in text.upper() and "UNTIL=" not in text.upper():
            text = f"{text.rstrip(';')};UNTIL={self._span(item)[1]:%Y%m%d}"
        zone = item.start.zone if isinstance(item.start.zone, ZoneInfo) else self._zone
        try:
            return expand(read_rule(text, zone), item.start.local)
        except Invalid as refused:
            detail = f"Only the first was taken: {refused}"
            self._add_problem(rule, "bad-rule", detail, effect=Severity.CHANGED)
            return []

    def _span(self, item: _Item) -> Window:
        if self._window is not None:
            first, last = (moment.astimezone(self._zone) for moment in self._window)
            midnight = datetime.combine(first.date(), time(0), self._zone)
            return midnight, datetime.combine(last.date(), time.max, self._zone)
        start = item.start.instant
        return start, start + OPEN_WINDOW

    def _replace(self, item: _Item) -> None:
        """One repetition that is told apart, or a part of a series that is not in the file."""
        assert item.replaces is not None  # noqa: S101  asked by the caller
        key = _key(item.uid, item.replaces)
        self._all.drop(key)
        self._add(item, key, self._zones.place(item.start_at, item.start))

    def _add(self, item: _Item, key: str, start: datetime) -> None:
        session = Session(
            key=key,
            title=self._add_problem.line(item.component, item.component.text),
            start=start.astimezone(self._zone),
            duration=item.length,
            line=item.component.line,
            place=item.component.place,
        )
        self._all.add(item.component, self._parts.complete(session, item.component))


def _key(uid: str, instant: datetime) -> str:
    """One repetition for ever: the UID with the instant at which the rule has it."""
    return f"{uid}#{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _sequence(item: _Item) -> int:
    found = item.component.find("SEQUENCE")
    text = found.value.strip() if found else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < len(str(2**63)) else 0
