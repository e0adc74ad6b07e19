"""Order moves as they cross the module's border."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID


class Obstacle(StrEnum):
    """Why tickets stay what they are. Codes that stay."""

    NOT_CONFIRMED = "not-confirmed"
    NONE_OF_THE_TYPE = "none-of-the-type"
    SAME_TYPE = "same-type"
    NOT_PLAIN = "not-plain"
    """A pass, a bundle, a table or an add-on, on either side."""
    HAS_THE_OTHER = "has-the-other"
    """The order has tickets of the other type already."""
    ADD_ON_GOES_WITH_IT = "add-on-goes-with-it"
    PASSED_ON = "passed-on"
    INSIDE = "inside"
    OTHER_CURRENCY = "other-currency"
    OTHER_TAX = "other-tax"
    SAME_EVENT = "same-event"
    EVENT_NOT_OPEN = "event-not-open"
    """The other event is not published, was called off or put off, or is over."""
    TYPE_LEFT_OUT = "type-left-out"
    """Nobody said what one of the order's ticket types becomes."""
    TYPES_MEET = "types-meet"
    """Two ticket types of the order would become one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrderMove:
    """Which tickets become what; a reason is needed where the price differs."""

    component: ClassVar[str] = "OrderMovesFields"
    from_ticket_type_id: UUID
    to_ticket_type_id: UUID
    waives_difference: bool = False
    reason: str = ""
    sends_mail: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeChange:
    """One ticket type of an order, and what it becomes."""

    from_ticket_type_id: UUID
    to_ticket_type_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrderEventMove:
    """To which event an order goes, and what each of its ticket types becomes there."""

    component: ClassVar[str] = "OrderEventMovesFields"
    event_id: UUID
    ticket_types: tuple[TypeChange, ...]
    waives_difference: bool = False
    reason: str = ""
    sends_mail: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMove:
    """What a move did, or would do. Amounts are minor units; no money is asked or given back."""

    order_id: UUID
    from_ticket_type_id: UUID
    to_ticket_type_id: UUID
    quantity: int
    paid_unit_minor: Annotated[int, "What one of these tickets was sold for."]
    price_minor: Annotated[int, "What the other ticket type costs now."]
    difference_minor: Annotated[int, "What the other type costs more in all; negative: less."]
    currency: str
    missing_answers: Annotated[list[str], "Pointers to what the form asks of the other type."]
    is_mailed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedLine:
    """A line of an order that became one of another event."""

    from_ticket_type_id: UUID
    to_ticket_type_id: UUID
    name: Annotated[str, "Of the other event's ticket type."]
    quantity: int
    paid_unit_minor: Annotated[int, "What one of these was sold for."]
    price_minor: Annotated[int, "What the other event's ticket type costs now."]
    places_left: Annotated[int, "Places of the other event's ticket type that can be sold then."]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEventMove:
    """What a move to another event did, or would do. No money is asked or given back."""

    order_id: UUID
    from_event_id: UUID
    to_event_id: UUID
    lines: list[MovedLine]
    tickets: Annotated[int, "Tickets that have a new code; the former ones are void."]
    freed_places: Annotated[int, "Places that the former event can sell again."]
    difference_minor: Annotated[int, "What the other event costs more in all; negative: less."]
    currency: str
    kept_answers: Annotated[int, "Answers that the other event's form takes."]
    dropped_answers: Annotated[list[str], "Pointers to answers that it does not ask for."]
    missing_answers: Annotated[list[str], "Pointers to what it asks and nobody answered."]
    is_mailed: bool
