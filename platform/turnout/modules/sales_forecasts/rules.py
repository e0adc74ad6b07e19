"""How sales go on: an event's own sales so far, continued as those of past events went on. Pure.

The log-linear regression of revenue management (L. R. Weatherford and S. E. Kimes, "A comparison
of forecasting methods for hotel revenue management", International Journal of Forecasting 19,
2003, pages 401-415; the multiplicative pick-up of airlines is its special case with slope one).
For each past event x is the logarithm of what it had sold as long before it began, and y the
logarithm of what it had sold in the end. A line through these points says what the event's own x
leads to. With few points a slope says little, so it is drawn towards one: ticket for ticket the
same growth. The interval reaches as far to both sides as the line through the other past events
missed four of five of them (the jackknife of R. F. Barber, E. J. Candès, A. Ramdas and R. J.
Tibshirani, "Predictive inference with the jackknife+", Annals of Statistics 49, 2021, pages
486-507), which asks for no distribution.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from math import ceil, expm1, floor, fsum, inf, log1p, sqrt
from statistics import NormalDist, median
from typing import Final
from zoneinfo import ZoneInfo

from turnout.kernel.time_zones import place
from turnout.modules.sales_forecasts.types import Expected, ForecastTest, OwnSales

INSIDE: Final = 0.8
"""The share of results that the interval shall hold."""
FEWEST_EVENTS: Final = 5
FEWEST_TESTED: Final = 3
FEWEST_TICKETS: Final = 5
SMALLEST_EVENT: Final = 10
"""Tickets of a past event that says anything about how sales go."""
DISTANCES: Final = (90, 60, 30, 14, 7, 3, 1)
TOWARDS_ONE: Final = 0.5
"""How strongly the slope is drawn towards one: as by points with this sum of squares on it."""
TICKETS_AT_ONCE: Final = 2.0
"""Tickets come in orders of several, so their number varies this much more than chance has it."""
ROUNDING: Final = 1e-6
"""A whole number that logarithms left a little above itself is not the next one."""
TAIL: Final = NormalDist().inv_cdf((1 + INSIDE) / 2)


class Course:
    """How an event sold: tickets until so many days before it began."""

    def __init__(self, days: Mapping[int, int], *, ceiling: int | None = None) -> None:
        latest_first = sorted(days)
        self._days = latest_first
        sums = accumulate(days[each] for each in reversed(latest_first))
        self._sums = [*reversed(list(sums)), 0]
        self.ceiling = ceiling
        """Tickets that could be sold; None without a limit."""

    @property
    def total(self) -> int:
        return self._sums[0]

    @property
    def first(self) -> int | None:
        """Days before the event of its first sale."""
        return self._days[-1] if self._days else None

    @property
    def latest(self) -> int | None:
        """Days before the event of its last sale; negative afterwards."""
        return self._days[0] if self._days else None

    def until(self, days_before: float) -> int:
        """Sold by the end of a day."""
        return self._sums[bisect_left(self._days, days_before)]

    def at(self, moment: "Moment") -> float:
        """Sold by a moment of a day; past days sell evenly from morning to night."""
        before = self.until(moment.days_before + 1)
        return before + moment.passed * (self.until(moment.days_before) - before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day before the event begins, and how much of it is over (0 to 1)."""

    days_before: int
    passed: float = 1.0


def moment_of(now: datetime, starts_on: date, zone: ZoneInfo) -> Moment:
    """How far off the beginning is, and how much of today is over; days have 23 to 25 hours."""
    today = now.astimezone(zone).date()
    begins = place(datetime.combine(today, time.min), zone)
    ends = place(datetime.combine(today + timedelta(days=1), time.min), zone)
    passed = (now - begins) / (ends - begins)
    return Moment(days_before=(starts_on - today).days, passed=passed)


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points of past events, and how far it misses those that it has not seen."""

    mean_x: float
    mean_y: float
    slope: float
    reach: float
    """Within which four of five points lie, each seen from the line through the others."""
    noise: float
    """The mean variance of x that its small numbers alone explain."""

    @classmethod
    def through(cls, points: Sequence[tuple[float, float]]) -> "Line":
        count = len(points)
        mean_x = fsum(x for x, _ in points) / count
        mean_y = fsum(y for _, y in points) / count
        weight = fsum((x - mean_x) ** 2 for x, _ in points) + TOWARDS_ONE
        common = fsum((x - mean_x) * (y - mean_y) for x, y in points)
        slope = min(1.0, max(0.0, (common + TOWARDS_ONE) / weight))
        missed = [
            # A point's distance from the line without it: its own weight on the line is taken out.
            abs(y - mean_y - slope * (x - mean_x)) / (1 - 1 / count - (x - mean_x) ** 2 / weight)
            for x, y in points
        ]
        noise = fsum(chance_of(x) for x, _ in points) / count
        return cls(mean_x, mean_y, slope, reach_of(missed), noise)

    def at(self, x: float) -> tuple[float, float]:
        """The expected y, and how far off to each side four of five results reach."""
        usual = self.reach**2
        more = (chance_of(x) - self.noise) * (self.slope * TAIL) ** 2
        square = max(usual / 4, min(usual + more, usual * 9))
        return self.mean_y + self.slope * (x - self.mean_x), sqrt(square)


def chance_of(x: float) -> float:
    """The variance of the logarithm of a number of tickets, by chance alone."""
    return TICKETS_AT_ONCE / (expm1(x) + 1)


def reach_of(distances: Sequence[float]) -> float:
    """The distance that one more like these stays within in four of five cases.

    Its rank among so many and one more is even, so the one at four fifths of the ranks, between
    two by their distance; of fewer than four the largest.
    """
    ranked = sorted(distances)
    rank = min(INSIDE * (len(ranked) + 1), len(ranked)) - 1
    below = floor(rank)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (rank - below) * (ranked[above] - ranked[below])


def own_course(sales: Sequence[OwnSales], *, ceiling: int | None = None) -> Course:
    """How an event sold, in any currency."""
    days: Counter[int] = Counter()
    for each in sales:
        days[each.days_before] += each.tickets
    return Course(days, ceiling=ceiling)


def usable(courses: Sequence[Course], moment: Moment) -> list[Course]:
    """Past events large enough, that had begun to sell as long before they began."""
    return [
        each for each in courses if each.total >= SMALLEST_EVENT and each.until(moment.days_before)
    ]


def possible_from(courses: Sequence[Course]) -> int | None:
    """How many days before an event enough past events had begun to sell."""
    firsts = sorted(each.first or 0 for each in courses if each.total >= SMALLEST_EVENT)
    return firsts[-FEWEST_EVENTS] if len(firsts) >= FEWEST_EVENTS else None


def expect(
    courses: Sequence[Course],
    own: Course,
    moment: Moment,
    *,
    until: float = -inf,
    fewest: int = FEWEST_EVENTS,
) -> Expected | None:
    """What `own` will have sold by the end of a later day, or in the end.

    Only what it had sold until the moment is looked at. None with fewer past events or tickets
    than are needed.
    """
    alike = usable(courses, moment)
    sold = own.at(moment)
    if len(alike) < fewest or sold < FEWEST_TICKETS:
        return None
    line = Line.through([(log1p(each.at(moment)), log1p(each.until(until))) for each in alike])
    middle, reach = line.at(log1p(sold))
    least = floor(sold)
    most = inf if own.ceiling is None else max(own.ceiling, least)
    return Expected(
        tickets=round(_between(least, expm1(middle), most)),
        lowest=floor(_between(least, expm1(middle - reach), most) + ROUNDING),
        highest=ceil(_between(least, expm1(middle + reach), most) - ROUNDING),
    )


def _between(least: float, value: float, most: float) -> float:
    return max(least, min(value, most))


def by_day(
    courses: Sequence[Course], own: Course, moment: Moment, *, last: int
) -> dict[int, Expected]:
    """What is expected by the end of each day to come; sums never fall."""
    found: dict[int, Expected] = {}
    before = Expected(tickets=0, lowest=0, highest=0)
    for day in range(moment.days_before - 1, last - 1, -1):
        each = expect(courses, own, moment, until=day)
        if each is None:
            return {}
        before = found[day] = Expected(
            tickets=max(before.tickets, each.tickets),
            lowest=max(before.lowest, each.lowest),
            highest=max(before.highest, each.highest),
        )
    return found


def back_test(courses: Sequence[Course], moment: Moment, *, until: float = -inf) -> ForecastTest:
    """Forecast each past event from the others, and compare with what came."""
    errors, inside = [], 0
    for number, own in enumerate(courses):
        if own.total < SMALLEST_EVENT:
            continue
        others = [*courses[:number], *courses[number + 1 :]]
        found = expect(others, own, moment, until=until, fewest=FEWEST_EVENTS - 1)
        if found is None:
            continue
        came = own.until(until)
        errors.append(abs(found.tickets - came) / came * 100)
        inside += found.lowest <= came <= found.highest
    return ForecastTest(
        days_before=moment.days_before,
        events=len(errors),
        error_percent=round(median(errors), 1) if errors else None,
        inside=inside,
        inside_percent=round(100 * inside / len(errors), 1) if errors else None,
    )
