"""What crosses this module's border: sums of what attendees did, nobody's name.

What each figure is stands in `docs/how-to/engagement.md`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

SMALLEST_GROUP = 5
"""Figures of fewer attendees would be about persons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementFigures:
    """What attendees did; each is a valid ticket, and counted once in a figure of attendees."""

    component: ClassVar = "EngagementFigures"
    attendees: Annotated[int, "Valid tickets"]
    accounts: Annotated[int, "Of them, those that an account is known of"]
    mailed: Annotated[int, "Attendees to whose address a mail of the team was sent"]
    inbox: Annotated[int, "Attendees who were told something in the inbox of their account"]
    inbox_read: Annotated[int, "Of them, those who read at least one of these messages"]
    pushed: Annotated[int, "Attendees of whom a browser or app was sent such a message"]
    agendas: Annotated[int, "Attendees with a session in their agenda"]
    saves: Annotated[int, "Sessions in these agendas"]
    signed_up: Annotated[int, "Attendees with a place in a session"]
    sign_ups: Annotated[int, "Places that they have"]
    sign_ups_came: Annotated[int, "Of these places, those whose attendee came to the session"]
    came: Annotated[int, "Attendees who came in"]
    joined: Annotated[int, "Attendees who joined online by their own link"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementOfType(EngagementFigures):
    """The same of one ticket type, or of all small ones together."""

    component: ClassVar = "EngagementOfTicketType"
    ticket_type_id: Annotated[UUID | None, "Null: the ticket types of few attendees, together"]
    name: Annotated[str, "Empty of those together"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementWeek:
    """What happened in one week, counted from the day on which the event starts."""

    component: ClassVar = "EngagementWeek"
    week: Annotated[int, "0 begins with the event's first day, -1 ends the day before"]
    first_day: Annotated[date, "In the event's time zone"]
    mails: Annotated[int, "Mails of the team that were sent"]
    reads: Annotated[int, "Messages in inboxes that attendees read"]
    saves: Annotated[int, "Sessions that attendees put into their agenda, and still have there"]
    sign_ups: Annotated[int, "Places in sessions that attendees took, and still have"]
    came: Annotated[int, "Attendees who came in for the first time"]
    joined: Annotated[int, "Attendees who joined online for the first time"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementReport:
    """What the attendees of an event did beyond buying, as sums."""

    component: ClassVar = "EngagementReport"
    event_id: UUID
    time_zone: Annotated[str, "In which days are counted: the event's"]
    counted_at: datetime
    attendees: Annotated[int, "Valid tickets"]
    smallest_group: Annotated[int, "Fewer attendees than this are not told of apart"]
    totals: Annotated[EngagementFigures | None, "Null: the event has too few attendees"]
    ticket_types: Annotated[
        Sequence[EngagementOfType], "The largest first; small ones together, last"
    ]
    weeks: Annotated[
        Sequence[EngagementWeek], "From the first in which anything happened to the last"
    ]
    guest_agendas: Annotated[int, "Agendas with sessions that no account keeps"]
    files: Annotated[int, "Files of sessions that attendees can get"]
    downloads: Annotated[int, "How often they did"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFigures(EngagementFigures):
    """The figures of one ticket type; without one, of all."""

    ticket_type_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymousFigures:
    """What is counted without attendees."""

    guest_agendas: int
    files: int
    downloads: int


class Part(StrEnum):
    """What a line of the file is about."""

    EVENT = "event"
    TICKET_TYPE = "ticket_type"
    OTHER_TICKET_TYPES = "other_ticket_types"
    WEEK = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementLine:
    """One line of the file; what it has no figure of is not in `figures`."""

    part: Part
    name: str
    """A ticket type's, or the week's first day."""
    figures: Mapping[str, int]
