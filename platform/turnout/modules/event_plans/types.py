"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of


class TaskState(StrEnum):
    OPEN = "open"
    DOING = "doing"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """`owner_id` is a member's id; `due_on` a day in the event's zone."""

    title: str
    notes: str = ""
    owner_id: UUID | None = None
    due_on: date | None = None
    state: TaskState = TaskState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTask:
    id: UUID
    title: str
    notes: str
    owner_id: UUID | None
    owner_user_id: UUID | None
    due_on: date | None
    state: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to do for an event."""

    component: ClassVar[str] = "PlanTask"
    id: UUID
    title: str
    notes: str
    owner_id: Annotated[UUID | None, "The member who does it; null once they have left"]
    owner_name: str
    due_on: Annotated[date | None, "The last day, in the event's zone"]
    state: Annotated[str, one_of(TaskState)]
    is_overdue: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSupplier:
    name: str
    supplies: str = ""
    contact_name: str = ""
    email: str = ""
    phone: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """Whoever brings something to an event: a caterer, the hire of chairs."""

    component: ClassVar[str] = "PlanSupplier"
    id: UUID
    name: str
    supplies: Annotated[str, "What they bring, equipment too"]
    contact_name: str
    email: str
    phone: str
    notes: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCue:
    """Times without an offset are local in the event's zone."""

    starts_at: datetime
    title: str
    place: str = ""
    responsible: str = ""
    notes: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCue:
    id: UUID
    starts_at: datetime
    title: str
    place: str
    responsible: str
    notes: str
    minutes: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A line of the run of show."""

    component: ClassVar[str] = "PlanCue"
    id: UUID
    starts_at: datetime
    starts_local: Annotated[datetime, "What clocks show in the event's zone, without an offset"]
    title: str
    place: str
    responsible: str
    notes: str
    minutes: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlan:
    """Everything that is planned for an event."""

    component: ClassVar[str] = "EventPlan"
    event_id: UUID
    event_title: str
    time_zone: str
    tasks: Annotated[list[Task], "By deadline, those without one last"]
    suppliers: Annotated[list[Supplier], "By name"]
    run_of_show: Annotated[list[Cue], "In the order of time"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPlan:
    """A plan as a PDF, and how the file is called, without its ending."""

    name: str
    content: bytes
