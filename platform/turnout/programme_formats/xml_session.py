"""The sessions of schedule XML, their times and the people in them, one element at a time."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from turnout.programme_formats.errors import TimeZoneNeeded
from turnout.programme_formats.field_parsers import (
    LONGEST,
    derived_number,
    one_line,
    read_clock,
    read_date,
    read_duration,
    read_moment,
)
from turnout.programme_formats.programme import Day, Link, Recording, Session, Speaker
from turnout.programme_formats.report import MAX_KEY, MAX_LINE, Reporter, Severity
from turnout.programme_formats.xml_tree import Node

MAX_NAME = 200
MAX_UNKNOWN = 20
KNOWN = frozenset(
    (
        *("room", "title", "subtitle", "type", "date", "start", "duration", "abstract"),
        *("description", "slug", "track", "language", "persons", "links", "attachments"),
        *("url", "feedback_url", "recording", "logo", "tags", "capacity"),
    )
)


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
        return add_problem.instant(node, local, self.zone, value=local.isoformat(" "))

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


class SpeakerIndex:
    def __init__(self, add_problem: Reporter) -> None:
        self._add_problem = add_problem
        self._speakers: dict[str, Speaker] = {}

    def speakers(self) -> tuple[Speaker, ...]:
        return tuple(self._speakers.values())

    def read(self, event: Node) -> tuple[str, ...]:
        """Keys of this session's people, each once, in the file's order."""
        keys: dict[str, None] = {}
        for node in _each(event, "persons", "person"):
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
            biography=self._add_problem.long(biography, biography.markup) if biography else "",
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


class SessionReader:
    def __init__(self, add_problem: Reporter, *, counts_days: bool) -> None:
        self._add_problem = add_problem
        self._people = SpeakerIndex(add_problem)
        self._counts_days = counts_days
        self._sessions: dict[str, Session] = {}
        self.has_additions = False
        """Whether any session has tags or a capacity, which not every writer knows."""
        self._unknown: Counter[str] = Counter()
        self._unknown_at: dict[str, Node] = {}

    def sessions(self) -> tuple[Session, ...]:
        return tuple(self._sessions.values())

    def speakers(self) -> tuple[Speaker, ...]:
        return self._people.speakers()

    def read(self, node: Node, room: str, clock: SessionTimes) -> Session | None:
        """Take one `event`, or report why not. People of a session left out are not taken."""
        session = self._frame(node, clock)
        if session is None:
            return None
        language, places = node.child("language"), node.child("capacity")
        session = replace(
            session,
            slug=self._slug(node),
            subtitle=self._line(node, "subtitle", most=MAX_LINE),
            abstract=self._body(node, "abstract"),
            description=self._body(node, "description"),
            track=self._line(node, "track") or None,
            kind=self._line(node, "type"),
            room=self._room(node, room),
            language=self._add_problem.language(language, language.text) if language else None,
            persons=self._people.read(node),
            links=self._links(node, "links", "link"),
            attachments=self._links(node, "attachments", "attachment"),
            url=self._address(node, "url"),
            feedback_url=self._address(node, "feedback_url"),
            logo=self._address(node, "logo"),
            recording=self._recording(node),
            tags=self._add_problem.tags((tag, tag.text) for tag in _each(node, "tags", "tag")),
            capacity=self._add_problem.capacity(places, places.text) if places else None,
        )
        self._sessions[session.key] = session
        self.has_additions |= bool(session.tags or session.capacity)
        self._note_unknown(node)
        return session

    def _frame(self, node: Node, clock: SessionTimes) -> Session | None:
        """Read what a session cannot be without: key, title, start, duration."""
        attributes = node.attributes
        guid, source_id = (one_line(attributes.get(name, "")) or None for name in ("guid", "id"))
        key = guid or source_id or one_line(attributes.get("code", ""))
        if guid and source_id == str(derived_number(guid)):
            source_id = None
        if not self._add_problem.admits(node, key, self._sessions, lacking="id or guid"):
            return None
        title = self._line(node, "title", most=MAX_LINE)
        if not title:
            detail = "The session has no title."
            self._add_problem(node, "no-title", detail, value=key, effect=Severity.SKIPPED)
            return None
        duration = self._duration(node)
        start = clock.read(node, self._add_problem) if duration else None
        if duration is None or start is None:
            return None
        return Session(
            key=key,
            source_id=source_id,
            guid=guid,
            title=title,
            start=start,
            duration=duration,
            line=node.line,
            place=node.place,
        )

    def _duration(self, node: Node) -> timedelta | None:
        child = node.child("duration")
        text = child.text if child else ""
        duration = read_duration(text, counts_days=self._counts_days)
        if duration is None:
            reason, detail = "bad-duration", "The session has no readable duration."
        elif duration <= timedelta(0):
            reason, detail = "no-duration", "A session must last longer than nothing."
        elif duration > LONGEST:
            reason, detail = "bad-duration", f"A session lasts at most {LONGEST.days} days."
        else:
            return duration
        self._add_problem(child or node, reason, detail, value=text, effect=Severity.SKIPPED)
        return None

    def _line(self, node: Node, tag: str, *, most: int = MAX_NAME) -> str:
        child = node.child(tag)
        return self._add_problem.line(child, child.text, most=most) if child else ""

    def _body(self, node: Node, tag: str) -> str:
        child = node.child(tag)
        return self._add_problem.long(child, child.markup) if child else ""

    def _links(self, node: Node, holder: str, tag: str) -> tuple[Link, ...]:
        """Without `href`, the text is the address."""
        stated = ((each, one_line(each.text)) for each in _each(node, holder, tag))
        return self._add_problem.links(
            (each, each.attributes.get("href") or title, title) for each, title in stated
        )

    def _address(self, node: Node, tag: str) -> str | None:
        child = node.child(tag)
        if child is None or not child.text.strip():
            return None
        return self._add_problem.address(child, child.text)

    def _room(self, node: Node, around: str) -> str | None:
        own = self._line(node, "room")
        if around and own and own != around:
            detail = f"The session stands in the room “{around}”, which was taken."
            self._add_problem(
                node.child("room") or node, "other-room", detail, effect=Severity.CHANGED
            )
        if not around and not own:
            detail = "The session has no room."
            self._add_problem(node, "no-room", detail, value="", effect=Severity.NOTED)
        return around or own or None

    def _slug(self, node: Node) -> str | None:
        """Its address name, unless it is the one that we write where there is none."""
        slug = self._line(node, "slug", most=MAX_LINE)
        return None if slug == f"session-{node.attributes.get('id')}" else slug or None

    def _recording(self, node: Node) -> Recording | None:
        """What an event says by filling in one of the two; empty elements say nothing."""
        child = node.child("recording")
        if child is None:
            return None
        recording = Recording(
            licence=self._line(child, "license"),
            opted_out=self._line(child, "optout").lower() in {"true", "1"},
        )
        return None if recording == Recording() else recording

    def tell_unknown(self) -> None:
        """Say once per element what has no place here, with its first occurrence."""
        for tag, count in self._unknown.most_common(MAX_UNKNOWN):
            detail = f"Turnout keeps no such element; the file has {count} of them."
            self._add_problem(
                self._unknown_at[tag], "unknown-element", detail, effect=Severity.NOTED
            )

    def _note_unknown(self, node: Node) -> None:
        for child in node.children():
            if child.tag not in KNOWN and child.text.strip():
                self._unknown[child.tag] += 1
                self._unknown_at.setdefault(child.tag, child)


def _each(node: Node, holder: str, tag: str) -> Iterator[Node]:
    """Elements that stand in groups below another, such as `persons` with a `person` each."""
    return (each for group in node.children(holder) for each in group.children(tag))
