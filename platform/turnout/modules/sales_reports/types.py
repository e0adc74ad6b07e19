"""What crosses this module's border: figures of sales and of money, in minor units.

What each figure is stands in `docs/how-to/sales-reports.md`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of


class Grouping(StrEnum):
    """What makes a line of a report."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    WEEKDAY = "weekday"
    HOUR = "hour"
    EVENT = "event"
    TICKET_TYPE = "ticket_type"
    CHANNEL = "channel"
    SALES_PARTNER = "sales_partner"
    CODE = "code"
    """Of discounts; an order that used several is in the group of all of them together."""
    SOLD_BY = "sold_by"
    """Who of the team sold it at the desk or gave it away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilter:
    """Which orders and which money a report is about; None leaves a limit out."""

    event_id: UUID | None = None
    series_id: UUID | None = None
    first_day: date | None = None
    last_day: date | None = None
    """The last day itself is part of the report."""


class Part(StrEnum):
    """Of the figures that are counted ahead: what the rows of a day are kept apart by."""

    EVENTS = "events"
    """By event alone."""
    HOURS = "hours"
    """By event and hour."""
    CHANNELS = "channels"
    """By event, channel, sales partner and seller."""
    CODES = "codes"
    """By event and the codes that were used together."""
    TYPES = "types"
    """By event and type of ticket."""
    ALL = "all"
    """Of all events together; and so are the three below."""
    ALL_HOURS = "all_hours"
    ALL_CHANNELS = "all_channels"
    ALL_CODES = "all_codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedZone:
    """How far the days of a time zone are counted ahead."""

    time_zone: str
    is_counted: bool
    covered: int
    """The place in the chain of changes up to which nothing is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What orders of one key and currency bought and the ledger booked; without a key, of all."""

    key: str | None
    currency: str
    orders: int
    cancelled_orders: int
    tickets: int
    returned_tickets: int
    net_minor: int
    tax_minor: int
    gross_minor: int
    received_minor: int
    refunded_minor: int
    fees_minor: int
    disputed_minor: int
    adjusted_minor: int

    @property
    def kept_minor(self) -> int:
        """What stays: received and adjusted, less what went back, was kept or is disputed."""
        gone = self.refunded_minor + self.fees_minor + self.disputed_minor
        return self.received_minor + self.adjusted_minor - gone


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesReportLine:
    """The figures of one group in one currency."""

    component: ClassVar = "SalesReportLine"
    key: Annotated[
        str,
        "The day, the Monday of the week, the first of the month, the weekday (1 is Monday), the"
        " hour (00 to 23), the channel, the codes, who sold it (`user:…`, `token:…`, `device:…`),"
        " or an id; empty where nothing of the kind is known",
    ]
    name: Annotated[str | None, "Of the event, ticket type, sales partner, or who sold it"]
    currency: str
    orders: Annotated[int, "Confirmed in the period, whatever became of them"]
    cancelled_orders: Annotated[int, "Of these, cancelled since"]
    tickets: Annotated[int, "That these orders bought"]
    returned_tickets: Annotated[int, "Of these, returned since"]
    net_minor: Annotated[int, "The price of these tickets without tax"]
    tax_minor: int
    gross_minor: Annotated[int, "With tax, after discounts"]
    received_minor: Annotated[
        int | None, "Booked as sales in the period; null by ticket type, of which no money knows"
    ]
    refunded_minor: int | None
    fees_minor: Annotated[int | None, "Of providers and of the platform"]
    disputed_minor: Annotated[int | None, "Taken back by buyers' banks, less what came again"]
    adjusted_minor: Annotated[int | None, "What providers corrected without a payment"]
    kept_minor: Annotated[
        int | None, "Received and adjusted, less refunds, fees and what is disputed"
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesReport:
    """What was sold and what money moved in a period, by groups."""

    component: ClassVar = "SalesReport"
    event_id: UUID | None
    series_id: UUID | None
    first_day: date | None
    last_day: date | None
    group_by: Annotated[str, one_of(Grouping)]
    time_zone: Annotated[str, "In which days and hours are counted"]
    counted_at: datetime
    totals: Annotated[
        Sequence[SalesReportLine], "One for each currency; an order counts once, in any grouping"
    ]
    lines: Annotated[
        Sequence[SalesReportLine],
        "Times in their order, others by what was sold; a thousand at most",
    ]
    is_cut: Annotated[bool, "There are more lines than these; the totals have them all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldOfDay:
    """What an event sold on one day, counted from its beginning backwards."""

    days_before: int
    orders: int
    tickets: int
    gross_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedEvent:
    """One side of a comparison; amounts are of its main currency."""

    component: ClassVar = "ComparedEvent"
    event_id: UUID
    title: str
    starts_on: Annotated[date, "In the event's time zone"]
    currency: Annotated[str | None, "In which most was sold; null before anything was"]
    days_before_now: Annotated[int, "Days until it begins; negative afterwards"]
    tickets: int
    gross_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedDay:
    """What both events had sold by the end of a day; null on days that have not come."""

    component: ClassVar = "ComparedDay"
    days_before: Annotated[int, "Days before the event begins; negative afterwards"]
    tickets: int | None
    gross_minor: int | None
    other_tickets: int | None
    other_gross_minor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesComparison:
    """Two events side by side, day by day before each began."""

    component: ClassVar = "SalesComparison"
    counted_at: datetime
    event: ComparedEvent
    other: ComparedEvent
    other_tickets_by_now: Annotated[int, "What the other had sold as long before it began"]
    other_gross_minor_by_now: int
    days: Annotated[Sequence[ComparedDay], "The earliest first, at most a thousand"]
