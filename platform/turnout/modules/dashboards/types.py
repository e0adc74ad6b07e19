"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Revenue:
    """Money of one currency, in its minor units."""

    component: ClassVar = "DashboardRevenue"
    currency: str
    paid_minor: int
    refunded_minor: int
    net_minor: Annotated[int, "Paid less refunded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCounts:
    """Orders by how far they came."""

    component: ClassVar = "DashboardOrders"
    placed: Annotated[int, "All of them, those that lapsed or were cancelled too"]
    confirmed: int
    waiting: Annotated[int, "For money, or for the organizer's decision"]
    held: Annotated[int, "At the checkout now"]
    conversion: Annotated[
        float | None,
        "Confirmed orders for each one that is at the checkout no longer, 0 to 1; null without any",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeSales:
    """What one ticket type sold in confirmed orders, and who came in by it."""

    component: ClassVar = "DashboardTicketType"
    ticket_type_id: UUID
    name: Annotated[str, "As the latest order has it"]
    currency: str
    tickets: Annotated[int, "Sold and not returned"]
    gross_minor: Annotated[int, "Their price, taxes included; refunds of money alone not deducted"]
    people_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySales:
    """What was ordered on one day in the event's time zone, as it stands today."""

    component: ClassVar = "DashboardDay"
    day: date
    placed: int
    confirmed: int
    tickets: int
    revenue: list[Revenue]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFigures:
    """What an event sold so far and who is in."""

    component: ClassVar = "DashboardFigures"
    event_id: UUID
    counted_at: datetime
    tickets: Annotated[int, "Tickets that admit, of every channel"]
    capacity: int
    taken: int
    people_in: Annotated[int, "By the event's default check-in list"]
    orders: OrderCounts
    revenue: list[Revenue]
    ticket_types: list[TypeSales]
    today: DaySales


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDashboard:
    """The figures of an event, and how they came about."""

    component: ClassVar = "EventDashboard"
    title: str
    state: str
    time_zone: str
    starts_at: datetime | None
    figures: EventFigures
    days: Annotated[list[DaySales], "Days with orders, the earliest first"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """An event among the others of its organization."""

    component: ClassVar = "DashboardEvent"
    event_id: UUID
    title: str
    state: str
    starts_at: datetime | None
    time_zone: str
    capacity: int
    taken: int
    placed: int
    confirmed: int
    waiting: int
    revenue: list[Revenue]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationDashboard:
    """The events of an organization that are announced or under way, and their sums."""

    component: ClassVar = "OrganizationDashboard"
    counted_at: datetime
    capacity: int
    taken: int
    placed: int
    confirmed: int
    waiting: int
    revenue: list[Revenue]
    events: Annotated[list[EventLine], "At most a hundred, the newest first"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardStream:
    """Where the figures come as server-sent events, until it lapses."""

    component: ClassVar = "DashboardStream"
    url: Annotated[str, "Listen here with EventSource: it needs no header. Keep it secret."]
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSums:
    """Orders of an event by state and currency, and by the day that they were placed if asked."""

    event_id: UUID
    day: date | None
    state: str
    currency: str
    orders: int
    paid_minor: int
    refunded_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesOfDay:
    """Tickets of one type in an event's confirmed orders of a day."""

    event_id: UUID
    day: date
    ticket_type_id: UUID
    name: str
    currency: str
    tickets: int
    gross_minor: int
