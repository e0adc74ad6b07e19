"""What is announced of order moves."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMoved(Fact):
    """Tickets of an order became another ticket type; `difference_minor` in all was waived."""

    name: ClassVar[str] = "order_moves.moved.v1"
    order_id: UUID
    event_id: UUID
    from_ticket_type_id: UUID
    to_ticket_type_id: UUID
    quantity: int
    difference_minor: int
    currency: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMovedToEvent(Fact):
    """An order is of another event now, `event_id`; `difference_minor` in all was waived."""

    name: ClassVar[str] = "order_moves.moved-to-event.v1"
    order_id: UUID
    event_id: UUID
    from_event_id: UUID
    quantity: int
    difference_minor: int
    currency: str
    reason: str
