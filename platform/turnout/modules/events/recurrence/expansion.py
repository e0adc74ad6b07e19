"""The local times of a rule, in order and without end-of-calendar surprises."""

from calendar import isleap, monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice, product, takewhile
from zoneinfo import ZoneInfo

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.events.recurrence.local_time import place
from turnout.modules.events.recurrence.rule import MOST, Frequency, Rule

HORIZON_YEARS = 20


def expand(rule: Rule, starts: datetime) -> list[datetime]:
    """At most MOST local times from `starts` on, none later than twenty years."""
    last = starts + timedelta(days=366 * HORIZON_YEARS)
    if rule.until is not None:
        last = min(last, rule.until)
    coming = (moment for moment in _all(rule, starts, last) if moment >= starts)
    within = takewhile(lambda moment: moment <= last, coming)
    return list(islice(within, MOST if rule.count is None else rule.count))


def occurrences(
    rule: Rule,
    starts: datetime,
    zone: ZoneInfo,
    *,
    added: Iterable[datetime] = (),
    left_out: Iterable[datetime] = (),
) -> list[datetime]:
    """What the rule says, with RDATE and without EXDATE; two at the same instant are one.

    Refused when `starts` itself is none of them (RFC 5545 leaves that undefined), and when
    there are more than MOST.
    """
    ruled = expand(rule, starts)
    if starts not in ruled:
        says = "The event's own start does not fall on this rule."
        raise Invalid(FieldError("/rule", says, "start-not-on-rule"))
    wanted = sorted({*ruled, *added} - set(left_out))
    if len(wanted) > MOST:
        raise Invalid(FieldError("/added_times", f"A series has at most {MOST} occurrences."))
    first_at = {place(local, zone): local for local in reversed(wanted)}
    return sorted(first_at.values())


def _all(rule: Rule, starts: datetime, last: datetime) -> Iterator[datetime]:
    times = [
        time(hour, minute, starts.second, starts.microsecond)
        for hour, minute in product(rule.hours or (starts.hour,), rule.minutes or (starts.minute,))
    ]
    for days in _periods(rule, starts, last):
        chosen = [day for day in days if _is_chosen(rule, day, starts)]
        moments = [datetime.combine(day, moment) for day in chosen for moment in times]
        yield from _positioned(rule, moments)


def _positioned(rule: Rule, moments: list[datetime]) -> list[datetime]:
    if not rule.positions:
        return moments
    size = len(moments)
    places = {n - 1 if n > 0 else size + n for n in rule.positions}
    return [moments[index] for index in sorted(places) if 0 <= index < size]


def _periods(rule: Rule, starts: datetime, last: datetime) -> Iterator[list[datetime]]:
    """The days of each period in which the rule looks: a day, week, month or year."""
    midnight = datetime.combine(starts, time.min)
    if rule.frequency in (Frequency.DAILY, Frequency.WEEKLY):
        length = 1 if rule.frequency is Frequency.DAILY else 7
        back = 0 if length == 1 else (starts.weekday() - rule.week_start) % 7
        day = midnight - timedelta(days=back)
        while day <= last:
            yield [day + timedelta(days=n) for n in range(length)]
            day += timedelta(days=length * rule.interval)
        return
    months = 1 if rule.frequency is Frequency.MONTHLY else 12
    number = starts.year * 12 + (starts.month - 1 if months == 1 else 0)
    while (first := _first_of(number)) <= last:
        yield [first + timedelta(days=n) for n in range(_days_from(first, months))]
        number += months * rule.interval


def _first_of(month: int) -> datetime:
    return datetime.combine(date(month // 12, month % 12 + 1, 1), time.min)


def _days_from(first: datetime, months: int) -> int:
    return monthrange(first.year, first.month)[1] if months == 1 else 365 + isleap(first.year)


def _is_chosen(rule: Rule, day: datetime, starts: datetime) -> bool:
    """Every part of the rule narrows; what it leaves open is as at the start."""
    chosen = rule.weekdays or rule.month_days or rule.year_days
    months, month_days, weekdays = rule.months, rule.month_days, rule.weekdays
    if not chosen:
        if rule.frequency is Frequency.YEARLY:
            months = months or (starts.month,)
        if rule.frequency in (Frequency.YEARLY, Frequency.MONTHLY):
            month_days = (starts.day,)
        if rule.frequency is Frequency.WEEKLY:
            weekdays = ((0, starts.weekday()),)
    return (
        (not months or day.month in months)
        and (not month_days or not {day.day, day.day - 1 - _month_days(day)}.isdisjoint(month_days))
        and (not rule.year_days or not _year_places(day).isdisjoint(rule.year_days))
        and (not weekdays or any(_falls_on(rule, day, *each) for each in weekdays))
    )


def _month_days(day: datetime) -> int:
    return monthrange(day.year, day.month)[1]


def _year_places(day: datetime) -> set[int]:
    """Its number in the year, from the front and from the back."""
    number = day.timetuple().tm_yday
    return {number, number - 366 - isleap(day.year)}


def _falls_on(rule: Rule, day: datetime, which: int, weekday: int) -> bool:
    """Whether a day is a weekday, or the n-th of them in its month (or year, without BYMONTH)."""
    if day.weekday() != weekday:
        return False
    if not which:
        return True
    if rule.frequency is Frequency.MONTHLY or rule.months:
        front, length = day.day - 1, _month_days(day)
    else:
        front, length = day.timetuple().tm_yday - 1, 365 + isleap(day.year)
    return which in (front // 7 + 1, -((length - 1 - front) // 7) - 1)
