"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    id: UUID
    name: Annotated[str, "What a scan says in `gate`"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewShift:
    """Times without an offset are local in the event's zone."""

    name: str
    starts_at: datetime
    ends_at: datetime
    gate_id: UUID | None = None
    people_needed: int = 1
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredShift:
    id: UUID
    event_id: UUID
    gate_id: UUID | None
    gate_name: str | None
    name: str
    starts_at: datetime
    ends_at: datetime
    people_needed: int
    notes: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who is in which shift, with its times."""

    shift_id: UUID
    member_id: UUID
    user_id: UUID
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftPerson:
    member_id: UUID
    display_name: str
    overlaps: Annotated[
        list[UUID], "Other shifts of this person, at any event of the organization, at this time"
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    id: UUID
    event_id: UUID
    gate_id: UUID | None
    gate_name: str | None
    name: str
    starts_at: datetime
    ends_at: datetime
    starts_local: datetime
    ends_local: datetime
    time_zone: str
    people_needed: int
    notes: str
    people: list[ShiftPerson] = field(default_factory=list)
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MyShift:
    """A shift of the person who asks."""

    id: UUID
    event_id: UUID
    event_title: str
    name: str
    gate_name: str | None
    starts_at: datetime
    ends_at: datetime
    starts_local: datetime
    ends_local: datetime
    time_zone: str
    notes: str
    overlaps: list[UUID]
