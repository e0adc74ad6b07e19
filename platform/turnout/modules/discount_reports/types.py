"""What discounts brought, as it crosses the module's border; amounts in minor units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountFigures:
    """What the orders of one currency did that used a discount."""

    currency: str
    uses: Annotated[int, "Orders that use it now; those that ended unpaid gave it back."]
    confirmed: Annotated[int, "Of those, the confirmed ones; the others wait or were cancelled."]
    tickets: Annotated[int, "Bought by the confirmed ones, without those that were returned."]
    discount_minor: Annotated[int, "Taken off the confirmed ones."]
    paid_minor: int
    refunded_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountDay(DiscountFigures):
    """The same of the orders that used it on one day."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountCodeFigures(DiscountFigures):
    """The same of one code."""

    code_id: UUID
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountReport:
    """A discount's uses and revenue: in all, by day, and by the codes that brought most."""

    discount_id: UUID
    time_zone: Annotated[str, "Of the event, in which days begin; UTC for all events."]
    totals: Annotated[Sequence[DiscountFigures], "By currency."]
    days: Annotated[Sequence[DiscountDay], "With a use, the earliest first."]
    codes: Annotated[Sequence[DiscountCodeFigures], "The 50 with most uses, and then revenue."]
