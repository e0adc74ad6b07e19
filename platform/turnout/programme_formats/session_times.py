"""When a session starts: from its own date, else from its day, the day change and the zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from turnout.kernel.time_zones import in_zone
from turnout.programme_formats.errors import TimeZoneNeeded
from turnout.programme_formats.field_parsers import read_clock, read_date, read_moment
from turnout.programme_formats.programme import Day
from turnout.programme_formats.report import Reporter, Severity
from turnout.programme_formats.xml_tree import Node

ODD_TIMES = {
    "time-does-not-exist": "Clocks skip this time; it was moved forward by the length of the gap.",
    "time-occurs-twice": "Clocks show this time twice; the first was taken.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTimes:
    date: date | None
    day_change: timedelta
    zone: tzinfo | None
    """The programme's zone, else the offset in the day's own `start`."""
    named: bool

    @classmethod
    def of(cls, day: Day, day_change: time, *, zone: ZoneInfo | None) -> "SessionTimes":
        offset = day.opens_at.tzinfo if day.opens_at is not None else None
        since_midnight = timedelta(hours=day_change.hour, minutes=day_change.minute)
        return cls(
            date=day.date,
            day_change=since_midnight,
            zone=zone or offset,
            named=zone is not None,
        )

    def read(self, event: Node, add_problem: Reporter) -> datetime | None:
        """Give the aware start, or None with the reason reported; may raise TimeZoneNeeded."""
        own, start = event.child("date"), event.child("start")
        moment = read_moment(own.text) if own else None
        if own is not None and moment is not None:
            return self._from_moment(own, moment, add_problem)
        local = self._local(event, own, start, add_problem)
        if local is None:
            return None
        return self._place(start or event, local, add_problem)

    def _from_moment(self, node: Node, moment: datetime, add_problem: Reporter) -> datetime:
        if moment.tzinfo is None:
            return self._place(node, moment, add_problem)
        if not self.named or self.zone is None:
            return moment
        placed = moment.astimezone(self.zone)
        if placed.utcoffset() != moment.utcoffset():
            detail = "The offset is not the one of the programme's zone; the instant was kept."
            add_problem(node, "other-offset", detail, effect=Severity.NOTED)
        return placed

    def _place(self, node: Node, local: datetime, add_problem: Reporter) -> datetime:
        if self.zone is None:
            raise TimeZoneNeeded(line=node.line)
        placed, odd = in_zone(local, self.zone)
        if odd is not None:
            effect = Severity.CHANGED if odd == "time-does-not-exist" else Severity.NOTED
            add_problem(node, odd, ODD_TIMES[odd], value=local.isoformat(" "), effect=effect)
        return placed

    def _local(
        self, event: Node, own: Node | None, start: Node | None, add_problem: Reporter
    ) -> datetime | None:
        clock = read_clock(start.text) if start else None
        if clock is None:
            detail = "The session has no readable start."
            add_problem(
                start or event, "bad-start", detail, effect=Severity.SKIPPED, value=_text(start)
            )
            return None
        stated = read_date(own.text) if own else None
        if own is not None and own.text.strip() and stated is None:
            detail = "This is no date; the day's was taken."
            add_problem(own, "bad-date", detail, effect=Severity.CHANGED)
        day = stated or self.date
        if day is None:
            detail = "Neither the session nor its day has a readable date."
            add_problem(event, "no-date", detail, effect=Severity.SKIPPED, value=_text(start))
            return None
        # A date that differs from the day's is the calendar's; otherwise the small hours
        # before the day change belong to the night after.
        if clock < self.day_change and day == self.date:
            clock += timedelta(days=1)
        return datetime.combine(day, time(0)) + clock


def _text(node: Node | None) -> str:
    return node.text if node else ""
