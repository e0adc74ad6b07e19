"""The report of a programme file: problems with place, reason and severity, and double bookings."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Annotated, ClassVar, Protocol, TypeVar

from marshmallow import fields

from turnout.kernel.time_zones import in_zone
from turnout.programme_formats.errors import UnreadableSchedule
from turnout.programme_formats.field_parsers import (
    one_line,
    read_address,
    read_capacity,
    read_language,
)
from turnout.programme_formats.programme import Link, Programme, Session

MAX_PROBLEMS = 1_000
MAX_VALUE = 200
MAX_LINE = 500
MAX_BODY = 100_000
MAX_KEY = 200
MAX_TAG = 50
MAX_TAGS = 30
MAX_SESSIONS = 20_000
EMPTY_ADDRESSES = frozenset({"http://", "https://"})
"""What forms offer as a start and people leave behind."""
ODD_TIMES = {
    "time-does-not-exist": "Clocks skip this time; it was moved forward by the length of the gap.",
    "time-occurs-twice": "Clocks show this time twice; the first was taken.",
}


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


def excerpt(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= MAX_VALUE else flat[: MAX_VALUE - 1] + "…"


class SourceLocation(Protocol):
    """Where in a file something stands, and what it says: an element, a cell, a property."""

    @property
    def line(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSchedule:
    programme: Programme
    problems: tuple[Problem, ...]
    problems_left_out: int


@dataclass(slots=True)
class Reporter:
    """Collects problems: keeps the first thousand and counts the rest.

    Its other methods read a value that every format states, and report what is odd about it.
    """

    base_url: str | None = None
    """What relative addresses are joined to."""
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0

    def __call__(
        self,
        spot: SourceLocation,
        reason: str,
        detail: str,
        *,
        effect: Severity,
        value: str | None = None,
    ) -> None:
        """Report `spot`; the value is its text unless another is named."""
        problem = Problem(
            line=spot.line,
            place=spot.place,
            reason=reason,
            detail=detail,
            value=excerpt(spot.text if value is None else value),
            effect=effect,
        )
        self.extend([problem])

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            if len(self.problems) < MAX_PROBLEMS:
                self.problems.append(problem)
            else:
                self.left_out += 1

    def parsed(self, programme: Programme) -> ParsedSchedule:
        return ParsedSchedule(
            programme=programme,
            problems=tuple(self.problems),
            problems_left_out=self.left_out,
        )

    def admits(
        self, spot: SourceLocation, key: str, known: Mapping[str, Session], *, lacking: str
    ) -> bool:
        """Whether a session of this key may be taken; UnreadableSchedule when there are too many.

        `lacking` says in words what one without a key does not have.
        """
        if len(known) >= MAX_SESSIONS:
            detail = f"The file has more than {MAX_SESSIONS} sessions."
            raise UnreadableSchedule("too-large", detail, line=spot.line)
        if not key:
            reason, detail = "no-id", f"Without {lacking} a later import could not find it again."
        elif len(key) > MAX_KEY:
            reason, detail = "bad-id", f"The id is longer than {MAX_KEY} characters."
        elif key in known:
            first = known[key].line
            reason, detail = "duplicate-id", f"The session in line {first} has this id already."
        else:
            return True
        self(spot, reason, detail, value=key, effect=Severity.SKIPPED)
        return False

    def line(self, spot: SourceLocation, text: str, *, most: int = MAX_LINE) -> str:
        """`text` on one line and at most `most` characters, reported when it had more."""
        return self._cut(spot, one_line(text), most)

    def long(self, spot: SourceLocation, text: str) -> str:
        """A text of many lines, cut where it is longer than we keep."""
        return self._cut(spot, text.strip(), MAX_BODY)

    def language(self, spot: SourceLocation, text: str) -> str | None:
        language = read_language(text)
        if language is None and text.strip():
            detail = "This is no language tag such as en or pt-BR."
            self(spot, "bad-language", detail, effect=Severity.CHANGED)
        return language

    def capacity(self, spot: SourceLocation, text: str) -> int | None:
        capacity = read_capacity(text)
        if capacity is None and text.strip():
            detail = "This is no number of places."
            self(spot, "bad-capacity", detail, effect=Severity.CHANGED)
        return capacity

    def tags(self, stated: Iterable[tuple[SourceLocation, str]]) -> tuple[str, ...]:
        """Each once, and no more of them than we keep."""
        named = [self.line(spot, text, most=MAX_TAG) for spot, text in stated]
        return tuple(dict.fromkeys(tag for tag in named if tag))[:MAX_TAGS]

    def links(self, stated: Iterable[tuple[SourceLocation, str, str]]) -> tuple[Link, ...]:
        """Links of an address and a title each; without a title, the address is it."""
        return tuple(
            Link(href=address, title=self.line(spot, title or address))
            for spot, href, title in stated
            if (address := self.address(spot, href)) is not None
        )

    def address(self, spot: SourceLocation, text: str) -> str | None:
        """An address as `read_address` reads it; one never filled in stays as it is."""
        address = read_address(text, self.base_url)
        if address is None and text.strip() in EMPTY_ADDRESSES:
            detail = "The address was never filled in; the link was kept as it is."
            self(spot, "empty-address", detail, value=text, effect=Severity.NOTED)
            return text.strip()
        if address is None:
            detail = "This is no http, https or mailto address."
            self(spot, "bad-address", detail, value=text, effect=Severity.SKIPPED)
        return address

    def instant(
        self, spot: SourceLocation, local: datetime, zone: tzinfo, *, value: str | None = None
    ) -> datetime:
        """When clocks of the zone show `local`; the first time where they show it twice."""
        placed, odd = in_zone(local, zone)
        if odd is not None:
            effect = Severity.CHANGED if odd == "time-does-not-exist" else Severity.NOTED
            self(spot, odd, ODD_TIMES[odd], value=value, effect=effect)
        return placed

    def _cut(self, spot: SourceLocation, text: str, most: int) -> str:
        if len(text) <= most:
            return text
        detail = f"Only the first {most} characters were kept."
        self(spot, "too-long", detail, value=text, effect=Severity.CHANGED)
        return text[:most]


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
