"""Decisions about the platform's statistics: periods, portions of history, sums; pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.spreadsheet_files import Cell, amount
from turnout.modules.platform_statistics.types import (
    BucketCount,
    BucketSums,
    Period,
    PlatformStatistics,
    Report,
    StatisticsBucket,
    StatisticsFigures,
    StatisticsFilter,
    StatisticsMoney,
    Step,
)

DEFAULT_DAYS: Final = 30
MOST_DAYS: Final = {Step.DAY: 366, Step.WEEK: 1_827, Step.MONTH: 1_827}
EARLIEST: Final = date(2000, 1, 1)
LATEST: Final = date(2199, 12, 31)
OVERLAP: Final = timedelta(hours=1)
"""What was under way when an organization was counted has committed by then."""
PORTION_DAYS: Final = 92
COUNTS: Final = (
    "organizations_signed_up",
    "organizations_active",
    "people_signed_up",
    "events_published",
    "orders",
    "tickets",
)
BUCKET: Final = ("starts_on", "ends_on")
ORGANIZATION: Final = ("organization_id", "organization")
SOLD: Final = ("orders", "tickets")
MONEYS: Final = {
    "gross": "gross_minor",
    "refunds": "refunds_minor",
    "platform_fees": "platform_fees_minor",
}
"""Columns of a file and what they are of."""


def period_of(wanted: StatisticsFilter, *, today: date) -> Period:
    """The days that are meant; Invalid names the parameter that is wrong."""
    ends_on = wanted.ends_on or today
    _require_sensible("?until", ends_on)
    starts_on = wanted.starts_on or ends_on - timedelta(days=DEFAULT_DAYS - 1)
    if wanted.starts_on is not None:
        _require_sensible("?from", starts_on)
    if starts_on > ends_on:
        raise Invalid(FieldError("?from", f"This day is after the last one, {ends_on}."))
    period = Period(starts_on=starts_on, ends_on=ends_on, by=wanted.by)
    most = MOST_DAYS[Step(wanted.by)]
    if period.days > most:
        raise Invalid(FieldError("?until", f"By {wanted.by}, a period has at most {most} days."))
    return period


def _require_sensible(name: str, day: date) -> None:
    if not EARLIEST <= day <= LATEST:
        raise Invalid(FieldError(name, f"Give a day from {EARLIEST} to {LATEST}."))


def portion_of(begin: datetime, *, now: datetime) -> tuple[datetime, datetime, bool]:
    """The midnights between which to count next, and whether this is the last portion."""
    since = _midnight(begin)
    tomorrow = _midnight(now) + timedelta(days=1)
    until = min(since + timedelta(days=PORTION_DAYS), tomorrow)
    return since, until, until == tomorrow


def people_days(
    last: date | None, first: date | None, *, today: date
) -> Iterator[tuple[date, date]]:
    """The portions of days on which to count who signed up; the last two are counted again."""
    begin = first if last is None else min(last, today) - timedelta(days=1)
    while begin is not None and begin <= today:
        end = min(begin + timedelta(days=PORTION_DAYS - 1), today)
        yield begin, end
        begin = end + timedelta(days=1)


def buckets_of(period: Period) -> list[tuple[date, date]]:
    """The first and the last day of each bucket."""
    found = []
    begin = period.starts_on
    while begin <= period.ends_on:
        following = _following(begin, period.by)
        found.append((begin, min(following - timedelta(days=1), period.ends_on)))
        begin = following
    return found


def _following(day: date, by: str) -> date:
    if by == Step.DAY:
        return day + timedelta(days=1)
    if by == Step.WEEK:
        return day + timedelta(days=7 - day.weekday())
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def series_of(
    period: Period,
    sums: Sequence[BucketSums],
    active: Iterable[BucketCount],
    people: Iterable[BucketCount],
) -> list[StatisticsBucket]:
    """Every bucket of the period, those without anything too."""
    by_day: dict[date | None, list[BucketSums]] = defaultdict(list)
    for each in sums:
        by_day[each.day].append(each)
    sold = {each.day: each.number for each in active if each.scope == "bucket"}
    came = {each.day: each.number for each in people if each.scope == "bucket"}
    return [
        StatisticsBucket(
            starts_on=first,
            ends_on=last,
            figures=figures_of(by_day[first], active=sold.get(first, 0), people=came.get(first, 0)),
        )
        for first, last in buckets_of(period)
    ]


def figures_of(sums: Iterable[BucketSums], *, active: int, people: int) -> StatisticsFigures:
    """What several sums come to."""
    rows = list(sums)
    return StatisticsFigures(
        organizations_signed_up=sum(each.sign_ups for each in rows),
        organizations_active=active,
        people_signed_up=people,
        events_published=sum(each.event_count for each in rows),
        orders=sum(each.order_count for each in rows),
        tickets=sum(each.ticket_count for each in rows),
        money=money_of(rows),
    )


def money_of(rows: Iterable[BucketSums]) -> list[StatisticsMoney]:
    """By currency; one in which nothing was paid, refunded or charged is left out."""
    found: dict[str, list[BucketSums]] = defaultdict(list)
    for each in rows:
        if each.gross_minor or each.refunds_minor or each.fees_minor:
            found[each.currency].append(each)
    return [
        StatisticsMoney(
            currency=currency,
            gross_minor=sum(each.gross_minor for each in several),
            refunds_minor=sum(each.refunds_minor for each in several),
            platform_fees_minor=sum(each.fees_minor for each in several),
        )
        for currency, several in sorted(found.items())
    ]


def columns_of(found: PlatformStatistics, report: Report) -> list[str]:
    """What stands above a sheet: three columns for each currency."""
    names = (*BUCKET, *COUNTS) if report is Report.PERIODS else (*ORGANIZATION, *SOLD)
    moneys = (f"{name}_{each.lower()}" for each in currencies_of(found) for name in MONEYS)
    return [*names, *moneys]


def rows_of(found: PlatformStatistics, report: Report) -> Iterator[list[Cell]]:
    """A row by bucket, or by organization in the order of the list; amounts in major units."""
    currencies = currencies_of(found)
    if report is Report.PERIODS:
        for each in found.series:
            counts = [getattr(each.figures, name) for name in COUNTS]
            moneys = _money_cells(each.figures.money, currencies)
            yield [str(each.starts_on), str(each.ends_on), *counts, *moneys]
        return
    for one in found.organizations:
        moneys = _money_cells(one.money, currencies)
        yield [str(one.organization_id), one.name, one.orders, one.tickets, *moneys]


def currencies_of(found: PlatformStatistics) -> list[str]:
    return [each.currency for each in found.totals.money]


def amounts_of(money: StatisticsMoney) -> list[Decimal]:
    """Its three amounts in major units."""
    return [amount(getattr(money, name), money.currency) for name in MONEYS.values()]


def _money_cells(money: Iterable[StatisticsMoney], currencies: Iterable[str]) -> list[Decimal]:
    """Nothing in a currency is zero in it."""
    by_currency = {each.currency: each for each in money}
    nothing = dict.fromkeys(MONEYS.values(), 0)
    return [
        cell
        for each in currencies
        for cell in amounts_of(by_currency.get(each) or StatisticsMoney(currency=each, **nothing))
    ]


def _midnight(at: datetime) -> datetime:
    return datetime.combine(at.astimezone(UTC).date(), time(), UTC)
