"""Double bookings: a room or a speaker in two sessions at once. Warnings, never refusals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from turnout.programme_formats.programme import Session
from turnout.programme_formats.report import Problem, Severity, excerpt


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
