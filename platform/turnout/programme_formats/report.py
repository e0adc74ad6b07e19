"""The report of a programme file: problems with place, reason and severity, and double bookings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Protocol

from marshmallow import fields

from turnout.programme_formats.field_parsers import one_line
from turnout.programme_formats.programme import Programme, Session
from turnout.programme_formats.xml_tree import Node

MAX_PROBLEMS = 1_000
MAX_VALUE = 200


class Severity(StrEnum):
    SKIPPED = "skipped"
    """The item is not in the programme."""
    CHANGED = "changed"
    """The item is there, without or with another form of this value."""
    NOTED = "noted"
    """Everything is there; somebody should look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`reason` is a stable code, `detail` a sentence, `value` the file's text, cut to 200."""

    component: ClassVar[str] = "EventsProblem"
    line: int
    place: str
    reason: str
    detail: str
    value: str
    effect: Annotated[Severity, fields.Enum(Severity, by_value=True, required=True)]


@dataclass(slots=True)
class Report:
    """Collects problems; keeps the first thousand and counts the rest."""

    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0

    def add(self, problem: Problem) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)
        else:
            self.left_out += 1

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem)


def excerpt(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= MAX_VALUE else flat[: MAX_VALUE - 1] + "…"


MAX_LINE = 500


MAX_BODY = 100_000


class SourceLocation(Protocol):
    """Where in a file something stands, and what it says: an element, a cell, a property."""

    @property
    def line(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def text(self) -> str: ...


class Reporter:
    def __init__(self, report: Report) -> None:
        self._report = report

    def __call__(
        self,
        node: SourceLocation,
        reason: str,
        detail: str,
        *,
        effect: Severity,
        value: str | None = None,
    ) -> None:
        """Report `node`; the value is its text unless another is named."""
        said = node.text if value is None else value
        self._report.add(
            Problem(
                line=node.line,
                place=node.place,
                reason=reason,
                detail=detail,
                value=excerpt(said),
                effect=effect,
            )
        )

    def line(self, node: SourceLocation, text: str, *, most: int = MAX_LINE) -> str:
        """`text` on one line and at most `most` characters, reported when it had more."""
        return self._cut(node, one_line(text), most)

    def body(self, node: Node) -> str:
        return self.long(node, node.markup)

    def long(self, node: SourceLocation, text: str) -> str:
        """A text of many lines, cut where it is longer than we keep."""
        return self._cut(node, text.strip(), MAX_BODY)

    def _cut(self, node: SourceLocation, text: str, most: int) -> str:
        if len(text) <= most:
            return text
        detail = f"Only the first {most} characters were kept."
        self(node, "too-long", detail, value=text, effect=Severity.CHANGED)
        return text[:most]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSchedule:
    programme: Programme
    problems: tuple[Problem, ...]
    problems_left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One session's claim on one room or speaker; `label` is what a person would call it."""

    resource: str
    label: str
    starts_at: datetime
    ends_at: datetime


def overlapping(bookings: Iterable[Booking]) -> Iterator[tuple[Booking, Booking]]:
    """Each booking that begins before another of its resource has ended, with that other.

    One pair per booking, with the one that ends last: a room booked for a whole day names
    every session in it once, not every pair.
    """
    by_resource: dict[str, list[Booking]] = defaultdict(list)
    for booking in bookings:
        by_resource[booking.resource].append(booking)
    for claims in by_resource.values():
        claims.sort(key=lambda claim: (claim.starts_at, claim.ends_at))
        yield from _pairs(claims)


def _pairs(claims: Sequence[Booking]) -> Iterator[tuple[Booking, Booking]]:
    last = claims[0]
    for claim in claims[1:]:
        if claim.starts_at < last.ends_at:
            yield last, claim
        if claim.ends_at > last.ends_at:
            last = claim


def find_conflicts(sessions: Sequence[Session]) -> Iterator[Problem]:
    by_key = {session.key: session for session in sessions}
    rooms = [_booking(s, s.room) for s in sessions if s.room is not None]
    people = [_booking(s, person) for s in sessions for person in s.persons]
    for reason, noun, bookings in (
        ("room-overlap", "room", rooms),
        ("speaker-overlap", "speaker", people),
    ):
        for first, second in overlapping(bookings):
            one, other = by_key[first.label], by_key[second.label]
            yield Problem(
                line=other.line,
                place=other.place,
                reason=reason,
                detail=f"It begins before “{excerpt(one.title)}” has ended ({noun} is the same).",
                value=excerpt(f"{second.resource}: {other.title}"),
                effect=Severity.NOTED,
            )


def _booking(session: Session, resource: str) -> Booking:
    return Booking(
        resource=resource,
        label=session.key,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
    )
