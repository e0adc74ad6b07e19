"""What may be put right, as it crosses the module's border."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPlace:
    """Where an answer stands: on an order, or with one of its attendees."""

    order_id: UUID
    attendee_id: UUID | None
    question: str
    """The question's key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectableAnswer:
    """A written answer of a person, which they can ask to have put right."""

    component: ClassVar = "CorrectableAnswer"
    order_id: UUID
    order_number: str
    event_id: UUID
    attendee_id: UUID | None
    attendee_name: str
    question: str
    label: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamedOrder:
    """An order whose buyer has another name now."""

    order_id: UUID
    event_id: UUID
    former: str
