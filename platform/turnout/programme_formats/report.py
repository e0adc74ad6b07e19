"""The report of a programme file: problems with place, reason and severity, and double bookings."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Protocol, TypeVar

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


Resource = TypeVar("Resource", bound=Hashable)
Held = TypeVar("Held", bound="TimeSpan")


class TimeSpan(Protocol):
    """Whatever takes a room's or a person's time."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


def overlapping(claims: Iterable[tuple[Resource, Held]]) -> Iterator[tuple[Resource, Held, Held]]:
    """What begins before another with its resource has ended: resource, that other, and it.

    One pair for each, with the one that ends last: a room booked for a whole day names every
    session in it once, not every pair.
    """
    by_resource: dict[Resource, list[Held]] = defaultdict(list)
    for resource, held in claims:
        by_resource[resource].append(held)
    for resource, holders in by_resource.items():
        holders.sort(key=lambda each: (each.starts_at, each.ends_at))
        last = holders[0]
        for held in holders[1:]:
            if held.starts_at < last.ends_at:
                yield resource, last, held
            if held.ends_at > last.ends_at:
                last = held


def find_conflicts(sessions: Sequence[Session]) -> Iterator[Problem]:
    rooms = [(each.room, each) for each in sessions if each.room is not None]
    people = [(person, each) for each in sessions for person in each.persons]
    for reason, noun, claims in (
        ("room-overlap", "room", rooms),
        ("speaker-overlap", "speaker", people),
    ):
        for resource, one, other in overlapping(claims):
            yield Problem(
                line=other.line,
                place=other.place,
                reason=reason,
                detail=f"It begins before “{excerpt(one.title)}” has ended ({noun} is the same).",
                value=excerpt(f"{resource}: {other.title}"),
                effect=Severity.NOTED,
            )
