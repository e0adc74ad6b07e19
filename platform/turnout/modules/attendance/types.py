"""Attendance as it crosses the module's border: plain figures, nobody's name."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceFigures:
    """Who came, of those who were expected. Tickets that admit no longer count for neither."""

    expected: Annotated[int, "Valid tickets that could come; of a session, those registered"]
    attended: Annotated[int, "Came in, each ticket once; also who was let in against a rule"]
    no_shows: Annotated[int | None, "Expected and did not come; null until it is over"]
    rate: Annotated[float | None, "Who came of those expected, 0 to 1; null without any"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceOfType(AttendanceFigures):
    """The same of one ticket type."""

    component: ClassVar = "AttendanceOfTicketType"
    ticket_type_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceOfDay(AttendanceFigures):
    """The same of one day: of all who could come at all, those who came in on it."""

    day: Annotated[date, "In the event's time zone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceOfList(AttendanceFigures):
    """The same of one check-in list."""

    list_id: UUID
    name: str
    session_ids: Annotated[list[UUID], "Of a list for sessions; of others empty"]
    inside: Annotated[int | None, "Who is inside now, by a list that counts it"]
    capacity: Annotated[int | None, "How many may be inside at once"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceOfSession(AttendanceFigures):
    """The same of one session that has check-in lists, by all of them together."""

    session_id: UUID
    title: str
    starts_at: datetime
    capacity: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceReport:
    """Who came to an event, as it was counted a few seconds ago at most."""

    event_id: UUID
    counted_at: datetime
    time_zone: str
    is_over: Annotated[bool, "The event has ended: who did not come will not"]
    event: AttendanceFigures
    ticket_types: list[AttendanceOfType]
    days: Annotated[list[AttendanceOfDay], "On which somebody came in, the earliest first"]
    lists: list[AttendanceOfList]
    sessions: Annotated[list[AttendanceOfSession], "With check-in lists, the earliest first"]
    online: Annotated[int, "Valid tickets whose holders joined online by their own link"] = 0


class Part(StrEnum):
    """What a line of the table is about."""

    EVENT = "event"
    ONLINE = "online"
    TICKET_TYPE = "ticket_type"
    DAY = "day"
    LIST = "list"
    SESSION = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceLine:
    """A line of the table; what is not counted of its part is null."""

    part: Part
    name: str = ""
    expected: int | None = None
    attended: int
    no_shows: int | None = None
    rate: float | None = None
    inside: int | None = None
    capacity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CameCount:
    """How many tickets came in, by one of the four or altogether; the others are null."""

    list_id: UUID | None
    session_id: UUID | None
    ticket_type_id: UUID | None
    day: date | None
    attended: int
    as_expected: int
    """Of those, the ones who were expected there."""
