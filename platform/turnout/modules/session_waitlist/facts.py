"""Facts of waitlists of sessions."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlaceOffered(Fact):
    """A place in a session is kept for a ticket that waited, until a deadline."""

    name: ClassVar[str] = "session_waitlist.offered.v1"
    entry_id: UUID
    event_id: UUID
    session_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlaceGiven(Fact):
    """A ticket that waited has a place, without being asked again."""

    name: ClassVar[str] = "session_waitlist.given.v1"
    entry_id: UUID
    event_id: UUID
    session_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOfferReminded(Fact):
    """An offer that nobody has used yet ends soon."""

    name: ClassVar[str] = "session_waitlist.offer-reminded.v1"
    entry_id: UUID
    event_id: UUID
    session_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOfferLapsed(Fact):
    """Nobody used an offer in time; its place goes to the next."""

    name: ClassVar[str] = "session_waitlist.offer-lapsed.v1"
    entry_id: UUID
    event_id: UUID
    session_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEntryChanged(Fact):
    """State or class of an entry changed otherwise: `state` is what it is in now."""

    name: ClassVar[str] = "session_waitlist.entry-changed.v1"
    entry_id: UUID
    event_id: UUID
    session_id: UUID
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionWaitlistSettingsChanged(Fact):
    name: ClassVar[str] = "session_waitlist.settings-changed.v1"
    event_id: UUID
