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
