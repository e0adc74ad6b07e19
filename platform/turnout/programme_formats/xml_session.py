"""The sessions of schedule XML and the people in them, one element at a time."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from turnout.programme_formats.errors import UnreadableSchedule
from turnout.programme_formats.field_parsers import (
    LONGEST,
    derived_number,
    one_line,
    read_capacity,
    read_duration,
    read_language,
)
from turnout.programme_formats.programme import Recording, Session, Speaker
from turnout.programme_formats.report import MAX_LINE, Reporter, Severity
from turnout.programme_formats.session_fields import LinkReader, SessionTimes, SpeakerIndex
from turnout.programme_formats.xml_tree import Node

MAX_SESSIONS = 20_000
MAX_NAME = 200
MAX_UNKNOWN = 20
MAX_TAG = 50
MAX_TAGS = 30
KNOWN = frozenset(
    [
        "room",
        "title",
        "subtitle",
        "type",
        "date",
        "start",
        "duration",
        "abstract",
        "description",
        "slug",
        "track",
        "language",
        "persons",
        "links",
        "attachments",
        "url",
        "feedback_url",
        "recording",
        "logo",
        "tags",
        "capacity",
    ]
)


class SessionReader:
    def __init__(self, add_problem: Reporter, *, base_url: str | None, counts_days: bool) -> None:
        self._add_problem = add_problem
        self._links = LinkReader(add_problem, base_url)
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
        if len(self._sessions) >= MAX_SESSIONS:
            detail = f"The file has more than {MAX_SESSIONS} sessions."
            raise UnreadableSchedule("too-large", detail, line=node.line)
        session = self._frame(node, clock)
        if session is None:
            return None
        session = replace(
            session,
            slug=self._slug(node),
            subtitle=self._line(node, "subtitle", most=MAX_LINE),
            abstract=self._body(node, "abstract"),
            description=self._body(node, "description"),
            track=self._line(node, "track") or None,
            kind=self._line(node, "type"),
            room=self._room(node, room),
            language=self._language(node),
            persons=self._people.read(node),
            links=self._links.read_all(node, "links", "link"),
            attachments=self._links.read_all(node, "attachments", "attachment"),
            url=self._links.read_one(node, "url"),
            feedback_url=self._links.read_one(node, "feedback_url"),
            logo=self._links.read_one(node, "logo"),
            recording=self._recording(node),
            tags=self._tags(node),
            capacity=self._capacity(node),
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
        if not self._is_new_key(node, key):
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

    def _is_new_key(self, node: Node, key: str) -> bool:
        if not key:
            reason, detail = "no-id", "Without id or guid a later import could not find it again."
        elif len(key) > MAX_NAME:
            reason, detail = "bad-id", f"The id is longer than {MAX_NAME} characters."
        elif key in self._sessions:
            first = self._sessions[key].line
            reason, detail = "duplicate-id", f"The session in line {first} has this id already."
        else:
            return True
        self._add_problem(node, reason, detail, value=key, effect=Severity.SKIPPED)
        return False

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
        return self._add_problem.body(child) if child else ""

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

    def _language(self, node: Node) -> str | None:
        child = node.child("language")
        if child is None or not child.text.strip():
            return None
        language = read_language(child.text)
        if language is None:
            detail = "This is no language tag such as en or pt-BR."
            self._add_problem(child, "bad-language", detail, effect=Severity.CHANGED)
        return language

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

    def _tags(self, node: Node) -> tuple[str, ...]:
        holders = node.children("tags")
        named = (
            self._add_problem.line(tag, tag.text, most=MAX_TAG)
            for h in holders
            for tag in h.children("tag")
        )
        return tuple(dict.fromkeys(tag for tag in named if tag))[:MAX_TAGS]

    def _capacity(self, node: Node) -> int | None:
        child = node.child("capacity")
        if child is None or not child.text.strip():
            return None
        capacity = read_capacity(child.text)
        if capacity is None:
            detail = "This is no number of places."
            self._add_problem(child, "bad-capacity", detail, effect=Severity.CHANGED)
        return capacity

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
