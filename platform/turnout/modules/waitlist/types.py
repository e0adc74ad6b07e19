"""Waitlists as they cross the module's border."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from turnout.kernel.http.answers import INTERNAL


class EntryState(StrEnum):
    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"
    OFFERED = "offered"
    ORDERED = "ordered"
    BOUGHT = "bought"
    LAPSED = "lapsed"
    LEFT = "left"
    REMOVED = "removed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistTypeSettings:
    """What differs for one ticket type; null: as for the event."""

    ticket_type_id: UUID
    is_open: bool | None = None
    freed_first: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistSettings:
    """How an event's waitlist works."""

    is_open: Annotated[bool, "People can join when a ticket type is sold out."] = False
    freed_first: Annotated[
        bool, "Freed places are offered to who waits; false: they go on sale, offers are by hand."
    ] = True
    offer_minutes: Annotated[int, "How long an offer stands before it passes on."] = 1440
    most_quantity: Annotated[int, "Tickets that one person can wait for."] = 4
    types: Annotated[Sequence[WaitlistTypeSettings], "Where a ticket type differs."] = ()
    version: int = 0

    def is_open_for(self, ticket_type_id: UUID) -> bool:
        return self._said("is_open", ticket_type_id)

    def freed_first_for(self, ticket_type_id: UUID) -> bool:
        return self._said("freed_first", ticket_type_id)

    def _said(self, name: str, ticket_type_id: UUID) -> bool:
        own = (getattr(each, name) for each in self.types if each.ticket_type_id == ticket_type_id)
        said = next((each for each in own if each is not None), None)
        return bool(getattr(self, name) if said is None else said)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """Who wants to wait, for what."""

    ticket_type_id: UUID
    quantity: int
    email: str
    name: str = ""
    locale: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistEntry:
    """One who waits, as the team sees it."""

    id: UUID
    event_id: UUID
    ticket_type_id: UUID
    ticket_type: Annotated[str, "Its name."] = ""
    quantity: int
    name: str
    email: str
    priority: str
    state: str
    position: Annotated[int | None, "Among all who wait for the same places; null: not waiting."]
    joined_at: datetime
    offered_at: datetime | None
    offered_by: Annotated[str, "Who offered by hand; empty: the system did."]
    expires_at: Annotated[datetime | None, "Until when the offer stands."]
    order_id: UUID | None
    version: int
    pool_id: Annotated[UUID, INTERNAL]
    places: Annotated[int, INTERNAL]
    locale: Annotated[str, INTERNAL]
    hold_id: Annotated[UUID | None, INTERNAL]
    user_id: Annotated[UUID | None, INTERNAL]
    queue_key: Annotated[int, INTERNAL]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistPlace:
    """Somebody's own place, for who has its link."""

    id: UUID
    event_id: UUID
    ticket_type_id: UUID
    ticket_type: Annotated[str, "Its name."]
    quantity: int
    state: str
    position: Annotated[int | None, "1 is next; null: not waiting."]
    joined_at: datetime
    expires_at: Annotated[datetime | None, "Until when the offer stands; null without one."]
    email: Annotated[str, INTERNAL]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedWaitlist:
    """What became of joining; `place` and `secret` only where the address was proven."""

    state: Annotated[str, "unconfirmed: the link in our mail takes the place; else waiting."]
    place: WaitlistPlace | None = None
    secret: Annotated[str | None, "Opens the place; for its owner alone."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistTypeFigures:
    """How many wait for one ticket type."""

    ticket_type_id: UUID
    waiting: int
    waiting_tickets: int
    offered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistFigures:
    """How an event's waitlist stands."""

    waiting: Annotated[int, "People who wait."]
    waiting_tickets: Annotated[int, "Tickets that they wait for."]
    offered: Annotated[int, "Offers that are open."]
    offers: Annotated[int, "Offers that were made in all."]
    bought: Annotated[int, "Offers that became a confirmed order."]
    lapsed: Annotated[int, "Offers that passed on."]
    types: Sequence[WaitlistTypeFigures]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistMailData:
    """What a mail about a place on a waitlist says."""

    entry_id: UUID
    event_id: UUID
    email: str
    name: str
    locale: str
    ticket_type: str
    quantity: int
    state: str
    position: int | None
    expires_at: datetime | None
    path: str


Changes = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSettings:
    """What an organizer says about an event's waitlist."""

    is_open: bool
    freed_first: bool
    offer_minutes: int
    most_quantity: int
    types: Sequence[WaitlistTypeSettings] = field(default_factory=tuple)
