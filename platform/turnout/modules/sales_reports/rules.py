"""Decisions of sales reports: lines out of figures, days against days. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, Final
from zoneinfo import ZoneInfo

from turnout.kernel.values import from_attributes
from turnout.modules.sales_reports.types import (
    ComparedDay,
    ComparedEvent,
    Figures,
    Grouping,
    SalesReportLine,
    SoldOfDay,
)

MONEY: Final = (
    *("received_minor", "refunded_minor", "fees_minor"),
    *("disputed_minor", "adjusted_minor", "kept_minor"),
)
COUNTED_FROM: Final = 20_000
"""Orders of an organization, beyond which its days are counted ahead."""
NOTHING: Final[Mapping[str, Any]] = {}
UNKNOWN: Final[Mapping[str, Any]] = dict.fromkeys(MONEY)
DAY: Final = timedelta(days=1)
MARGIN: Final = timedelta(hours=1)
"""Around local days: which of them an instant belongs to is the database's to say."""
MOST_SPANS: Final = 8
"""Spans of time that are looked up at once: days further apart are taken with those between."""
MOST_LINES: Final = 1000
MOST_DAYS: Final = 1000
NAMING_PEOPLE: Final = frozenset({Grouping.SOLD_BY})
"""Whose lines say who of the team somebody is."""
IN_TIME: Final = frozenset(
    {Grouping.DAY, Grouping.WEEK, Grouping.MONTH, Grouping.WEEKDAY, Grouping.HOUR}
)


def in_order(found: Sequence[Figures], *, in_time: bool) -> tuple[list[Figures], list[Figures]]:
    """The figures of each currency as a whole, and those of groups: in time, or the best first."""
    by_currency = sorted(found, key=lambda each: (each.currency, each.key or ""))
    totals = [each for each in by_currency if each.key is None]
    groups = [each for each in by_currency if each.key is not None]
    if in_time:
        groups.sort(key=lambda each: each.key or "")
    else:
        groups.sort(key=lambda each: (-each.tickets, -each.gross_minor))
    return totals, groups


def report_line(
    found: Figures, *, has_money: bool = True, names: Mapping[str, str] = NOTHING
) -> SalesReportLine:
    """What a report says of them; where no money is known of, it is unknown and not nothing."""
    key = found.key or ""
    unknown = NOTHING if has_money else UNKNOWN
    return from_attributes(SalesReportLine, found, key=key, name=names.get(key), **unknown)


def main_currency(sold: Sequence[tuple[str, SoldOfDay]]) -> str | None:
    """The currency in which most was sold; of equal ones the first by name."""
    tickets: Counter[str] = Counter()
    for currency, day in sold:
        tickets[currency] += day.tickets
    return min(tickets, key=lambda each: (-tickets[each], each), default=None)


def sold_until(
    sold: Sequence[tuple[str, SoldOfDay]], days_before: int, currency: str | None
) -> tuple[int, int]:
    """Tickets in any currency and the amount in one, until so many days before the beginning."""
    until = [(money, day) for money, day in sold if day.days_before >= days_before]
    return (
        sum(day.tickets for _, day in until),
        sum(day.gross_minor for money, day in until if money == currency),
    )


def compared_days(
    event: ComparedEvent,
    other: ComparedEvent,
    sold: Sequence[tuple[str, SoldOfDay]],
    other_sold: Sequence[tuple[str, SoldOfDay]],
) -> list[ComparedDay]:
    """What both had sold by the end of each day, from the first sale of either until both ended.

    Days without a sale are there too. Of more than a thousand days the last thousand.
    """
    places = [day.days_before for _, day in (*sold, *other_sold)]
    if not places:
        return []
    last = min(*places, 0)
    first = min(max(places), last + MOST_DAYS - 1)
    mine, theirs = _Sums(sold, event.currency), _Sums(other_sold, other.currency)
    days = []
    for place in range(first, last - 1, -1):
        so_far, others = mine.until(place), theirs.until(place)
        comes = place < event.days_before_now
        others_come = place < other.days_before_now
        days.append(
            ComparedDay(
                days_before=place,
                tickets=None if comes else so_far[0],
                gross_minor=None if comes else so_far[1],
                other_tickets=None if others_come else others[0],
                other_gross_minor=None if others_come else others[1],
            )
        )
    return days


class _Sums:
    """Running sums of what was sold, asked for from the earliest day on."""

    def __init__(self, sold: Sequence[tuple[str, SoldOfDay]], currency: str | None) -> None:
        self._left = sorted(sold, key=lambda each: each[1].days_before)
        self._currency = currency
        self._tickets = 0
        self._gross = 0

    def until(self, days_before: int) -> tuple[int, int]:
        while self._left and self._left[-1][1].days_before >= days_before:
            currency, day = self._left.pop()
            self._tickets += day.tickets
            self._gross += day.gross_minor if currency == self._currency else 0
        return self._tickets, self._gross


def spans_of_days(days: Collection[date], zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """Spans of time in which local days lie: few, so that other days may lie in them too."""
    spans: list[tuple[date, date]] = []
    for day in sorted(set(days)):
        if spans and day - spans[-1][1] == DAY:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    while len(spans) > MOST_SPANS:
        gaps = [later[0] - earlier[1] for earlier, later in pairwise(spans)]
        place = gaps.index(min(gaps))
        spans[place : place + 2] = [(spans[place][0], spans[place + 1][1])]
    return [
        (
            datetime.combine(first, time.min, tzinfo=zone) - MARGIN,
            datetime.combine(last + DAY, time.min, tzinfo=zone) + MARGIN,
        )
        for first, last in spans
    ]


def days_between(first: date, last: date) -> list[date]:
    """All days from the first to the last."""
    return [first + DAY * number for number in range((last - first).days + 1)]
