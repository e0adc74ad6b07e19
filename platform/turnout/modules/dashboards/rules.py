"""What counted rows come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.modules.dashboards.types import (
    DaySales,
    EventFigures,
    EventLine,
    LinesOfDay,
    OrderCounts,
    OrderSums,
    Revenue,
    TypeSales,
)
from turnout.modules.events import api as events

CONFIRMED: Final = "confirmed"
HELD: Final = "held"
WAITING: Final = ("awaiting_approval", "awaiting_payment", "under_review")


def revenue_of(rows: Iterable[OrderSums]) -> list[Revenue]:
    """Money by currency, those without any left out."""
    paid: dict[str, int] = defaultdict(int)
    refunded: dict[str, int] = defaultdict(int)
    for row in rows:
        paid[row.currency] += row.paid_minor
        refunded[row.currency] += row.refunded_minor
    return [
        Revenue(
            currency=currency,
            paid_minor=paid[currency],
            refunded_minor=refunded[currency],
            net_minor=paid[currency] - refunded[currency],
        )
        for currency in sorted(paid)
        if paid[currency]
    ]


def order_counts(rows: Sequence[OrderSums]) -> OrderCounts:
    placed, confirmed = _sum(rows), _sum(rows, CONFIRMED)
    held, waiting = _sum(rows, HELD), _sum(rows, *WAITING)
    decided = placed - held - waiting
    return OrderCounts(
        placed=placed,
        confirmed=confirmed,
        waiting=waiting,
        held=held,
        conversion=round(confirmed / decided, 4) if decided else None,
    )


def type_sales(rows: Iterable[LinesOfDay], people_in: Mapping[UUID, int]) -> list[TypeSales]:
    """Sums by ticket type and currency, the largest first."""
    names: dict[UUID, str] = {}
    tickets: dict[tuple[UUID, str], int] = defaultdict(int)
    gross: dict[tuple[UUID, str], int] = defaultdict(int)
    for row in rows:
        names[row.ticket_type_id] = row.name
        tickets[row.ticket_type_id, row.currency] += row.tickets
        gross[row.ticket_type_id, row.currency] += row.gross_minor
    found = [
        TypeSales(
            ticket_type_id=type_id,
            name=names[type_id],
            currency=currency,
            tickets=number,
            gross_minor=gross[type_id, currency],
            people_in=people_in.get(type_id, 0),
        )
        for (type_id, currency), number in tickets.items()
    ]
    return sorted(found, key=lambda each: (-each.gross_minor, -each.tickets, each.name))


def day_sales(orders: Iterable[OrderSums], lines: Iterable[LinesOfDay]) -> list[DaySales]:
    """Days with orders, the earliest first."""
    tickets: dict[date, int] = defaultdict(int)
    for line in lines:
        tickets[line.day] += line.tickets
    by_day: dict[date, list[OrderSums]] = defaultdict(list)
    for row in orders:
        if row.day is not None:
            by_day[row.day].append(row)
    return [one_day(day, by_day[day], tickets[day]) for day in sorted(by_day)]


def one_day(day: date, orders: Sequence[OrderSums], tickets: int) -> DaySales:
    return DaySales(
        day=day,
        placed=_sum(orders),
        confirmed=_sum(orders, CONFIRMED),
        tickets=tickets,
        revenue=revenue_of(orders),
    )


def event_figures(
    event: events.Event,
    orders: Sequence[OrderSums],
    lines: Sequence[LinesOfDay],
    *,
    counted_at: datetime,
    tickets: int,
    totals: tuple[int, int],
    people_in: Mapping[UUID, int],
) -> EventFigures:
    """Of an event now; `totals` are its places and how many of them are taken."""
    today = counted_at.astimezone(ZoneInfo(event.time_zone)).date()
    return EventFigures(
        event_id=event.id,
        counted_at=counted_at,
        tickets=tickets,
        capacity=totals[0],
        taken=totals[1],
        people_in=sum(people_in.values()),
        orders=order_counts(orders),
        revenue=revenue_of(orders),
        ticket_types=type_sales(lines, people_in),
        today=one_day(
            today,
            [each for each in orders if each.day == today],
            sum(each.tickets for each in lines if each.day == today),
        ),
    )


def event_line(
    event: events.Event, rows: Sequence[OrderSums], *, capacity: int, taken: int
) -> EventLine:
    counts = order_counts(rows)
    return EventLine(
        event_id=event.id,
        title=event.title,
        state=event.state,
        starts_at=event.starts_at,
        time_zone=event.time_zone,
        capacity=capacity,
        taken=taken,
        placed=counts.placed,
        confirmed=counts.confirmed,
        waiting=counts.waiting,
        revenue=revenue_of(rows),
    )


def _sum(rows: Iterable[OrderSums], *states: str) -> int:
    return sum(row.orders for row in rows if not states or row.state in states)
