"""Agendas, places in sessions, favourites and followed organizers, as they cross the border."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from turnout.modules.events.api import PublicEvent
from turnout.modules.participation.hooks import TicketHolder
from turnout.modules.programme.api import Conflict, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmarks:
    """Whether a person keeps an event and follows its organizer."""

    saved: bool
    follows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The sessions that a person picked, in order of time, and which of them clash."""

    id: UUID
    event_id: UUID
    sessions: tuple[Session, ...]
    clashes: tuple[Conflict, ...]
    feed_url: Annotated[str, "A calendar to subscribe to; keep the address to yourself"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestAgenda:
    """A new agenda of somebody without an account."""

    agenda: Agenda
    secret: Annotated[str, "The only key to it"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Favourite:
    organization_id: UUID
    since: datetime
    event: PublicEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    organization_id: UUID
    slug: str
    name: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What is taken of a session, and of how much."""

    session_id: UUID
    capacity: int | None
    taken: int
    is_registered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """A session that takes registrations, how full it is, and which tickets have a place there."""

    session: Session
    capacity: int
    taken: int
    is_open: bool
    """Whether places are given out now, as long as there are any."""
    ticket_ids: frozenset[UUID]
    """Of those that were asked about."""

    @property
    def left(self) -> int:
        return max(0, self.capacity - self.taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredTicket:
    """A ticket that has a place in a session, with its holder to who may see attendees."""

    ticket_id: UUID
    ticket_type_id: UUID | None
    attendee_id: UUID | None
    holder_name: Annotated[str, "Empty for who may not see attendees"]

    @classmethod
    def of(cls, ticket_id: UUID, holder: TicketHolder | None) -> "RegisteredTicket":
        """The ticket, and who holds it where that may be told."""
        return cls(
            ticket_id=ticket_id,
            ticket_type_id=holder.ticket_type_id if holder else None,
            attendee_id=holder.attendee_id if holder else None,
            holder_name=holder.name if holder else "",
        )
