"""Links, times and speakers of a session, as several formats state them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from turnout.kernel.time_zones import in_zone
from turnout.programme_formats.errors import TimeZoneNeeded
from turnout.programme_formats.field_parsers import (
    one_line,
    read_address,
    read_clock,
    read_date,
    read_moment,
)
from turnout.programme_formats.programme import Day, Link, Speaker
from turnout.programme_formats.report import Reporter, Severity, SourceLocation
from turnout.programme_formats.xml_tree import Node

EMPTY = {"http://", "https://"}
"""What forms offer as a start and people leave behind."""


class LinkReader:
    def __init__(self, add_problem: Reporter, base_url: str | None) -> None:
        self._add_problem = add_problem
        self._base_url = base_url

    def read_all(self, event: Node, holder: str, tag: str) -> tuple[Link, ...]:
        nodes = [node for group in event.children(holder) for node in group.children(tag)]
        return tuple(link for link in map(self._link, nodes) if link is not None)

    def read_one(self, event: Node, tag: str) -> str | None:
        node = event.child(tag)
        if node is None or not node.text.strip():
            return None
        return self.address(node, node.text)

    def _link(self, node: Node) -> Link | None:
        """Without `href`, the text is the address; without text, the address is the title."""
        title = one_line(node.text)
        return self.link(node, node.attributes.get("href") or title, title)

    def link(self, spot: SourceLocation, href: str, title: str) -> Link | None:
        """A link with its title, or None with the reason reported."""
        address = self.address(spot, href)
        if address is None:
            return None
        return Link(href=address, title=self._add_problem.line(spot, title or address))

    def address(self, node: SourceLocation, text: str) -> str | None:
        address = read_address(text, self._base_url)
        if address is None and text.strip() in EMPTY:
            detail = "The address was never filled in; the link was kept as it is."
            self._add_problem(node, "empty-address", detail, value=text, effect=Severity.NOTED)
            return text.strip()
        if address is None:
            detail = "This is no http, https or mailto address."
            self._add_problem(node, "bad-address", detail, value=text, effect=Severity.SKIPPED)
        return address


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


MAX_KEY = 200
MAX_NAME = 200


class SpeakerIndex:
    def __init__(self, add_problem: Reporter) -> None:
        self._add_problem = add_problem
        self._speakers: dict[str, Speaker] = {}

    def speakers(self) -> tuple[Speaker, ...]:
        return tuple(self._speakers.values())

    def read(self, event: Node) -> tuple[str, ...]:
        """Keys of this session's people, each once, in the file's order."""
        keys: dict[str, None] = {}
        for holder in event.children("persons"):
            for node in holder.children("person"):
                speaker = self._person(node)
                if speaker is None:
                    continue
                if speaker.key in keys:
                    detail = "The session names this person twice."
                    self._add_problem(node, "duplicate-person", detail, effect=Severity.CHANGED)
                keys[speaker.key] = None
                self._remember(node, speaker)
        return tuple(keys)

    def _person(self, node: Node) -> Speaker | None:
        """Newer files put name and biography in elements of their own, older ones plain text."""
        child = node.child("name") or node.child("public_name")
        text = child.text if child else "".join(i for i in node.content if isinstance(i, str))
        name = self._add_problem.line(node, text or node.attributes.get("name", ""), most=MAX_NAME)
        if not name:
            detail = "The person has no name."
            self._add_problem(node, "no-name", detail, effect=Severity.SKIPPED)
            return None
        marks = (one_line(node.attributes.get(mark, "")) for mark in ("guid", "id", "code"))
        key = next((mark for mark in marks if mark), f"name:{name.casefold()}")
        biography = node.child("biography")
        return Speaker(
            key=key[:MAX_KEY],
            name=name,
            biography=self._add_problem.body(biography) if biography else "",
            source_id=one_line(node.attributes.get("id", ""))[:MAX_KEY] or None,
        )

    def _remember(self, node: Node, speaker: Speaker) -> None:
        known = self._speakers.setdefault(speaker.key, speaker)
        if known.name != speaker.name:
            detail = f"Elsewhere this person is called “{known.name}”, which was kept."
            self._add_problem(
                node, "other-name", detail, value=speaker.name, effect=Severity.CHANGED
            )
        if speaker.biography and not known.biography:
            self._speakers[speaker.key] = replace(known, biography=speaker.biography)
