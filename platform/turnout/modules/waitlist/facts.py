"""Facts of the waitlist."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistJoined(Fact):
    """Somebody joined, or asked again for the link to their place."""

    name: ClassVar[str] = "waitlist.joined.v1"
    entry_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistOffered(Fact):
    """Places are held for somebody who waited, until a deadline."""

    name: ClassVar[str] = "waitlist.offered.v1"
    entry_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistOfferReminded(Fact):
    """An offer that nobody has used yet ends soon."""

    name: ClassVar[str] = "waitlist.offer-reminded.v1"
    entry_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistOfferLapsed(Fact):
    """Nobody used an offer in time; its places go to the next."""

    name: ClassVar[str] = "waitlist.offer-lapsed.v1"
    entry_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistEntryChanged(Fact):
    """State or class of an entry changed otherwise: `state` is what it is in now."""

    name: ClassVar[str] = "waitlist.entry-changed.v1"
    entry_id: UUID
    event_id: UUID
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistSettingsChanged(Fact):
    name: ClassVar[str] = "waitlist.settings-changed.v1"
    event_id: UUID
