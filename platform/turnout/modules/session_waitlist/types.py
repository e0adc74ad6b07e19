"""Waitlists of sessions as they cross the module's border."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Final
from uuid import UUID

from turnout.kernel.http.answers import INTERNAL

SAID: Final = ("is_open", "freed_first", "gives_at_once")
"""What a session may say otherwise than its event."""


class SessionEntryState(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"
    TAKEN = "taken"
    LAPSED = "lapsed"
    LEFT = "left"
    REMOVED = "removed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOverride:
    """What differs for one session; null: as for the event."""

    component: ClassVar[str] = "SessionWaitlistOverride"
    session_id: UUID
    is_open: bool | None = None
    freed_first: bool | None = None
    gives_at_once: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTerms:
    """How the waitlist of one session works."""

    is_open: bool
    freed_first: bool
    gives_at_once: bool
    offer_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionWaitlistSettings:
    """How the waitlists of an event's sessions work."""

    component: ClassVar[str] = "SessionWaitlistSettings"
    is_open: Annotated[bool, "Tickets can join when all places of a session are taken."] = False
    freed_first: Annotated[
        bool, "Freed places go to who waits; false: to who signs up first, offers are by hand."
    ] = True
    gives_at_once: Annotated[
        bool, "The next gets the place at once; false: an offer, which they have to take."
    ] = False
    offer_minutes: Annotated[int, "How long an offer stands before it passes on."] = 720
    sessions: Annotated[Sequence[SessionOverride], "Where a session differs."] = ()
    version: int = 0

    def terms_of(self, session_id: UUID) -> SessionTerms:
        """The event's settings with what the session says otherwise."""
        own = next((each for each in self.sessions if each.session_id == session_id), None)
        said = {name: getattr(self, name) for name in SAID}
        differs = {name: getattr(own, name) for name in SAID if own is not None}
        said |= {name: value for name, value in differs.items() if value is not None}
        return SessionTerms(**said, offer_minutes=self.offer_minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSessionSettings:
    """What an organizer says about the waitlists of an event's sessions."""

    is_open: bool
    freed_first: bool
    gives_at_once: bool
    offer_minutes: int
    sessions: Sequence[SessionOverride] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEntry:
    """A ticket that waits for a session, as the team sees it."""

    component: ClassVar[str] = "SessionWaitlistEntry"
    id: UUID
    event_id: UUID
    session_id: UUID
    session: Annotated[str, "Its title."] = ""
    ticket_id: UUID
    holder_name: Annotated[str, "Empty for who may not see attendees."] = ""
    priority: str
    state: str
    position: Annotated[int | None, "Among all who wait for the session; null: not waiting."]
    joined_at: datetime
    offered_at: datetime | None
    offered_by: Annotated[str, "Who offered by hand; empty: the system did."]
    expires_at: Annotated[datetime | None, "Until when the offer stands."]
    version: int
    user_id: Annotated[UUID | None, INTERNAL]
    queue_key: Annotated[int, INTERNAL]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionWait:
    """Where a ticket stands on a session's waitlist, for who holds it."""

    component: ClassVar[str] = "SessionWait"
    session_id: UUID
    ticket_id: UUID
    state: str
    position: Annotated[int | None, "1 is next; null: not waiting."]
    joined_at: datetime
    expires_at: Annotated[datetime | None, "Until when the place is reserved; null without one."]
    clashes: Annotated[Sequence[UUID], "Sessions at the same time in which the ticket has a place."]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFigures:
    """How many wait for one session."""

    component: ClassVar[str] = "SessionWaitlistSessionFigures"
    session_id: UUID
    waiting: int
    offered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionWaitlistFigures:
    """How the waitlists of an event's sessions stand."""

    component: ClassVar[str] = "SessionWaitlistFigures"
    waiting: Annotated[int, "Tickets that wait."]
    offered: Annotated[int, "Offers that are open."]
    offers: Annotated[int, "Offers that were made in all."]
    taken: Annotated[int, "Places that came of waiting."]
    lapsed: Annotated[int, "Offers that passed on."]
    sessions: Sequence[SessionFigures]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionWaitMailData:
    """What a mail about a session's waitlist says, and to whom."""

    entry_id: UUID
    event_id: UUID
    session_id: UUID
    session: str
    starts_at: datetime
    ends_at: datetime
    state: str
    expires_at: datetime | None
    email: str
    name: str
    locale: str
    path: str
