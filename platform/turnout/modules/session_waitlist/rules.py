"""What a waitlist of a session decides: how many get places now, and what clashes. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from turnout.modules.events import api as events
from turnout.modules.participation import api as participation
from turnout.modules.programme.api import SessionState
from turnout.modules.session_waitlist.types import SessionEntryState

OPEN: Final = (SessionEntryState.WAITING, SessionEntryState.OFFERED)
"""States from which a ticket may still get a place by itself."""


class Capacity(Protocol):
    """What of a session says whether it has places to wait for."""

    @property
    def capacity(self) -> int | None: ...
    @property
    def needs_registration(self) -> bool: ...
    @property
    def state(self) -> SessionState: ...
    @property
    def starts_at(self) -> datetime: ...


class Timed(Protocol):
    """What of a session says when it is."""

    @property
    def id(self) -> UUID: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


def takes_registrations(session: Capacity) -> bool:
    """Whether one registers for a place, and it takes place."""
    is_scheduled = session.state is SessionState.SCHEDULED
    return session.needs_registration and session.capacity is not None and is_scheduled


def has_places_to_give(session: Capacity, state: events.State, *, now: datetime) -> bool:
    """Whether places are given out now, as long as there are any."""
    is_open = state in participation.REGISTERING and now < session.starts_at
    return takes_registrations(session) and is_open


def clashes_of(wanted: Timed, held: Iterable[Timed]) -> list[UUID]:
    """Which of the sessions held are, even in part, at the time of another."""
    return [
        each.id
        for each in held
        if each.id != wanted.id
        and each.starts_at < wanted.ends_at
        and wanted.starts_at < each.ends_at
    ]


def excess(capacity: int, *, taken: int, offered: int) -> int:
    """How many open offers are for places that there are no more."""
    return min(offered, max(0, taken + offered - capacity))
