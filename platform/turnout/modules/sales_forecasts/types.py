"""What crosses this module's border: a forecast, and how right earlier ones would have been.

*Tickets* are those of the sales report: what confirmed orders bought, whatever became of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of


class ForecastState(StrEnum):
    """Whether there is a forecast, and if not, why."""

    FORECAST = "forecast"
    TOO_FEW_EVENTS = "too_few_events"
    """Fewer past events with enough sales than a forecast needs."""
    TOO_FEW_TICKETS = "too_few_tickets"
    """The event itself has hardly sold anything yet."""
    TOO_EARLY = "too_early"
    """There are past events, but too few had begun to sell as long before they began."""
    NOT_ON_SALE = "not_on_sale"
    """A draft, called off or put off, or without a date."""
    OVER = "over"
    """The event or its sales are over: what was sold is the result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A number of tickets, and between which two it will be in four of five cases."""

    tickets: int
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSales:
    """What an event sold in one currency on one day, counted from its beginning backwards."""

    days_before: int
    currency: str
    tickets: int
    returned: int
    gross_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSales:
    """A past event with what it sold by days before it began."""

    event_id: UUID
    title: str
    starts_on: date
    returned: int
    days: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastResult:
    """What the event is likely to have sold in the end."""

    component: ClassVar = "ForecastResult"
    tickets: Annotated[int, "The middle: more is as likely as less"]
    lowest_tickets: Annotated[int, "In four of five cases the result lies between this …"]
    highest_tickets: Annotated[int, "… and this"]
    gross_minor: Annotated[
        int | None, "At the average price so far; null where several currencies were sold"
    ]
    lowest_gross_minor: int | None
    highest_gross_minor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastDay:
    """Tickets sold by the end of a day: counted until today, expected afterwards."""

    component: ClassVar = "ForecastDay"
    day: Annotated[date, "In the event's time zone"]
    days_before: Annotated[int, "Days before the event begins; negative afterwards"]
    sold: Annotated[int | None, "Until today; null on days to come"]
    expected: Annotated[int | None, "On days to come; null until today"]
    lowest: int | None
    highest: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastTest:
    """How right forecasts of past events would have been so many days before they began.

    Each event is forecast from the others alone, with what it had sold by then.
    """

    component: ClassVar = "ForecastTest"
    days_before: int
    events: Annotated[int, "That could be forecast"]
    error_percent: Annotated[
        float | None, "The median distance between forecast and result, of the result"
    ]
    inside: Annotated[int, "Of these events, with a result within the interval"]
    inside_percent: Annotated[float | None, "The interval promises 80"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastBasis:
    """A past event that the forecast is made from."""

    component: ClassVar = "ForecastBasis"
    event_id: UUID
    title: str
    starts_on: date
    tickets_by_now: Annotated[int, "Sold as long before it began"]
    tickets: Annotated[int, "Sold in all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesForecast:
    """What an event is likely to sell, from its own sales and the course of past events."""

    component: ClassVar = "SalesForecast"
    event_id: UUID
    state: Annotated[str, one_of(ForecastState)]
    counted_at: datetime
    time_zone: str
    starts_on: Annotated[date | None, "In the event's time zone"]
    days_before_now: Annotated[int | None, "Days until it begins; negative afterwards"]
    tickets: Annotated[int, "Sold so far, as in the sales report"]
    returned_tickets: Annotated[int, "Of these, given back or of cancelled orders"]
    capacity: Annotated[int, "Of the event's pools together; no forecast goes beyond it"]
    currency: Annotated[str | None, "Of all that was sold; null before, or where it was several"]
    gross_minor: Annotated[int | None, "Of what was sold so far, in `currency`"]
    result: Annotated[ForecastResult | None, "Null unless the state is `forecast`"]
    days: Annotated[
        Sequence[ForecastDay],
        "From the first sale on, a year at most, until the event begins or its sales end",
    ]
    needed_events: Annotated[int, "Past events that a forecast still lacks"]
    needed_tickets: Annotated[int, "Tickets of this event that a forecast still lacks"]
    possible_from_days_before: Annotated[
        int | None, "Where it is too early: when enough past events had begun to sell"
    ]
    basis: Annotated[Sequence[ForecastBasis], "Past events used, the latest first; fifty at most"]
    accuracy: Annotated[
        ForecastTest | None, "At today's distance; null where fewer than three could be tested"
    ]
    tests: Annotated[Sequence[ForecastTest], "At other distances, the longest first"]
