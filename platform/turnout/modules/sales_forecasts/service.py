"""The use case of sales forecasts: what an event is likely to sell, and how sure that is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import inf
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, report_transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.sales_forecasts import policies, queries, rules
from turnout.modules.sales_forecasts.metrics import FORECASTS
from turnout.modules.sales_forecasts.rules import Course, Moment
from turnout.modules.sales_forecasts.types import (
    Expected,
    ForecastBasis,
    ForecastDay,
    ForecastResult,
    ForecastState,
    OwnSales,
    PastSales,
    SalesForecast,
)

MOST_EVENTS: Final = 50
MOST_DAYS: Final = 366
ON_SALE: Final = frozenset({events.State.PUBLISHED, events.State.LIVE})
OVER: Final = frozenset({events.State.ENDED, events.State.ARCHIVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When an event begins and sells, in days before it begins."""

    starts_on: date
    moment: Moment
    last: int
    """The last day of its sales, or of its beginning where that is earlier."""
    until: float
    """Until when it sells, before it begins; without an end for ever."""
    is_over: bool

    def day(self, days_before: int) -> date:
        return self.starts_on - timedelta(days=days_before)


def get_forecast(ctx: OrganizationContext, event_id: UUID) -> SalesForecast:
    """What an event is likely to sell, from past events that one may see; two statements of orders.

    Without enough to go by it says what is missing, and nothing of what is to come.
    """
    policies.require_can_read(ctx, event_id)
    with report_transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
        schedule = _schedule(tx, event)
        sales = _own_sales(tx, event, schedule)
        found = _known(tx, event, schedule, sales)
        if schedule is not None and found.state == ForecastState.FORECAST:
            found = _forecast(tx, found, schedule, sales, only=ctx.event_ids)
    FORECASTS.add(state=found.state)
    return found


def _schedule(tx: Transaction, event: events.EventBrief) -> Schedule | None:
    """None of an event without a date."""
    if event.starts_at is None:
        return None
    zone = ZoneInfo(event.time_zone)
    starts_on = event.starts_at.astimezone(zone).date()
    ends_at = _sales_end(tx, event.id)
    last = 0 if ends_at is None else max(0, (starts_on - _day(ends_at, zone)).days)
    return Schedule(
        starts_on=starts_on,
        moment=rules.moment_of(tx.now, starts_on, zone),
        last=last,
        until=last or -inf,
        is_over=event.state in OVER
        or (event.ends_at is not None and event.ends_at <= tx.now)
        or (ends_at is not None and ends_at <= tx.now),
    )


def _sales_end(tx: Transaction, event_id: UUID) -> datetime | None:
    """When nothing is sold any more; None where a ticket type sells without an end."""
    ends = [each.sales_end_at for each in catalog.list_offers(tx, event_id)]
    known = [each for each in ends if each is not None]
    return max(known) if known and len(known) == len(ends) else None


def _day(moment: datetime, zone: ZoneInfo) -> date:
    """The last day with an instant before this one."""
    return (moment - timedelta(microseconds=1)).astimezone(zone).date()


def _state(event: events.EventBrief, schedule: Schedule | None) -> ForecastState:
    """Whether a forecast can be asked for at all."""
    if schedule is not None and schedule.is_over and event.state in ON_SALE | OVER:
        return ForecastState.OVER
    if schedule is None or event.state not in ON_SALE:
        return ForecastState.NOT_ON_SALE
    return ForecastState.FORECAST


def _own_sales(
    tx: Transaction, event: events.EventBrief, schedule: Schedule | None
) -> list[OwnSales]:
    today = tx.now.astimezone(ZoneInfo(event.time_zone)).date()
    starts_on = today if schedule is None else schedule.starts_on
    return queries.list_own_sales(tx, event.id, starts_on=starts_on, time_zone=event.time_zone)


def _known(
    tx: Transaction,
    event: events.EventBrief,
    schedule: Schedule | None,
    sales: Sequence[OwnSales],
) -> SalesForecast:
    """What is certain: the sales so far, day by day."""
    capacity, _ = inventory.totals_of_event(tx, event.id)
    currencies = {each.currency for each in sales}
    currency = min(currencies) if len(currencies) == 1 else None
    return SalesForecast(
        event_id=event.id,
        state=_state(event, schedule).value,
        counted_at=tx.now,
        time_zone=event.time_zone,
        starts_on=schedule.starts_on if schedule else None,
        days_before_now=schedule.moment.days_before if schedule else None,
        tickets=sum(each.tickets for each in sales),
        returned_tickets=sum(each.returned for each in sales),
        capacity=capacity,
        currency=currency,
        gross_minor=sum(each.gross_minor for each in sales) if currency else None,
        result=None,
        days=_sold_days(rules.own_course(sales), schedule) if schedule else (),
        needed_events=0,
        needed_tickets=0,
        possible_from_days_before=None,
        basis=(),
        accuracy=None,
        tests=(),
    )


def _sold_days(own: Course, schedule: Schedule) -> list[ForecastDay]:
    """Each day from the first sale until today, or until its sales were over; a year at most."""
    if own.first is None or own.latest is None:
        return []
    last = max(schedule.moment.days_before, min(own.latest, schedule.last))
    return [
        ForecastDay(
            day=schedule.day(days_before),
            days_before=days_before,
            sold=own.until(days_before),
            expected=None,
            lowest=None,
            highest=None,
        )
        for days_before in range(min(own.first, last + MOST_DAYS - 1), last - 1, -1)
    ]


def _forecast(
    tx: Transaction,
    known: SalesForecast,
    schedule: Schedule,
    sales: Sequence[OwnSales],
    *,
    only: Collection[UUID] | None,
) -> SalesForecast:
    """The same with what is to come, or with what is missing for that."""
    past = queries.list_past_sales(tx, known.event_id, only=only, most=MOST_EVENTS)
    places = inventory.totals_of_events(tx, [each.event_id for each in past])
    courses = [
        Course(each.days, ceiling=_ceiling(places.get(each.event_id, (0, 0))[0], each.returned))
        for each in past
    ]
    own = rules.own_course(sales, ceiling=_ceiling(known.capacity, known.returned_tickets))
    moment, until = schedule.moment, schedule.until
    expected = rules.expect(courses, own, moment, until=until)
    accuracy = rules.back_test(courses, moment, until=until)
    tests = [rules.back_test(courses, Moment(days_before=each)) for each in rules.DISTANCES]
    known = replace(
        known,
        basis=_basis(past, courses, moment),
        accuracy=accuracy if accuracy.events >= rules.FEWEST_TESTED else None,
        tests=[each for each in tests if each.events >= rules.FEWEST_TESTED],
    )
    if expected is None:
        return _lacking(known, courses, moment)
    by_day = rules.by_day(courses, own, moment, last=schedule.last)
    coming = [
        ForecastDay(
            day=schedule.day(days_before),
            days_before=days_before,
            sold=None,
            expected=each.tickets,
            lowest=each.lowest,
            highest=each.highest,
        )
        for days_before, each in by_day.items()
    ]
    return replace(known, result=_result(known, expected), days=[*known.days, *coming])


def _ceiling(capacity: int, returned: int) -> int | None:
    """Tickets that can be sold: what came back is sold again. No pools set no limit."""
    return capacity + returned if capacity else None


def _basis(
    past: Sequence[PastSales], courses: Sequence[Course], moment: Moment
) -> list[ForecastBasis]:
    used = rules.usable(courses, moment)
    return [
        ForecastBasis(
            event_id=each.event_id,
            title=each.title,
            starts_on=each.starts_on,
            tickets_by_now=round(course.at(moment)),
            tickets=course.total,
        )
        for each, course in zip(past, courses, strict=True)
        if course in used
    ]


def _lacking(known: SalesForecast, courses: Sequence[Course], moment: Moment) -> SalesForecast:
    """What a forecast still needs; the longest wait first."""
    large = sum(each.total >= rules.SMALLEST_EVENT for each in courses)
    needed_events = max(0, rules.FEWEST_EVENTS - large)
    is_early = len(rules.usable(courses, moment)) < rules.FEWEST_EVENTS
    if needed_events:
        state = ForecastState.TOO_FEW_EVENTS
    elif is_early:
        state = ForecastState.TOO_EARLY
    else:
        state = ForecastState.TOO_FEW_TICKETS
    return replace(
        known,
        state=state.value,
        needed_events=needed_events,
        needed_tickets=max(0, rules.FEWEST_TICKETS - known.tickets),
        possible_from_days_before=rules.possible_from(courses) if is_early else None,
    )


def _result(known: SalesForecast, expected: Expected) -> ForecastResult:
    return ForecastResult(
        tickets=expected.tickets,
        lowest_tickets=expected.lowest,
        highest_tickets=expected.highest,
        gross_minor=_at_price(known, expected.tickets),
        lowest_gross_minor=_at_price(known, expected.lowest),
        highest_gross_minor=_at_price(known, expected.highest),
    )


def _at_price(known: SalesForecast, tickets: int) -> int | None:
    """What so many tickets bring at the average price so far."""
    if known.gross_minor is None or not known.tickets:
        return None
    return round(known.gross_minor * tickets / known.tickets)
