"""Recurrence rules: read an RRULE of RFC 5545 and list the occurrences that follow from it."""

import re
from calendar import isleap, monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice, product, takewhile
from typing import Any, Final
from zoneinfo import ZoneInfo

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.time_zones import clocks, place

MOST: Final = 500
"""Occurrences of one rule."""
DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST_TEXT: Final = 500

_WEEKDAY = re.compile(r"([+-]?[1-9][0-9]?)?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")


class Frequency(StrEnum):
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule that ends: by `count` or with `until` (local time, that very time included)."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    weekdays: tuple[tuple[int, int], ...] = ()
    """(which one of the month or year, 0 for each; weekday, Monday is 0)."""
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0


def read_rule(text: str, zone: ZoneInfo, *, pointer: str = "/rule") -> Rule:
    """Read `FREQ=WEEKLY;BYDAY=TU;COUNT=10`, with or without `RRULE:` in front."""
    try:
        rule = _read(text, zone)
        _require_sense(rule)
    except ValueError as wrong:
        raise Invalid(FieldError(pointer, str(wrong))) from wrong
    return rule


def _read(text: str, zone: ZoneInfo) -> Rule:
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"A rule has at most {LONGEST_TEXT} characters.")
    parts = [part.partition("=") for part in text.removeprefix("RRULE:").upper().split(";")]
    given = {name: value for name, _, value in parts}
    if len(given) < len(parts):
        raise ValueError("Each part of the rule may stand in it once.")
    if given.get("FREQ") not in list(Frequency):
        raise ValueError("Begin with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.")
    values: dict[str, Any] = {"frequency": Frequency(given.pop("FREQ"))}
    for name, value in given.items():
        if name not in PARTS:
            raise ValueError(f"{name or 'An empty part'} is nothing that we can repeat by.")
        field, read = PARTS[name]
        values[field] = read(name, value)
    if "UNTIL" in given:
        values["until"] = _until(given["UNTIL"], zone)
    return Rule(**values)


def _require_sense(rule: Rule) -> None:
    """What RFC 5545 forbids, and rules without an end."""
    monthly = rule.frequency in (Frequency.MONTHLY, Frequency.YEARLY)
    chosen = (rule.weekdays, rule.month_days, rule.year_days, rule.months, rule.hours, rule.minutes)
    refusals = (
        ((rule.count is None) == (rule.until is None), "Say COUNT or UNTIL, and not both."),
        (
            not monthly and any(which for which, _ in rule.weekdays),
            "A numbered weekday (2TU) needs FREQ=MONTHLY or YEARLY.",
        ),
        (
            rule.frequency is Frequency.WEEKLY and bool(rule.month_days),
            "BYMONTHDAY does not go with FREQ=WEEKLY.",
        ),
        (
            rule.frequency is not Frequency.YEARLY and bool(rule.year_days),
            "BYYEARDAY needs FREQ=YEARLY.",
        ),
        (bool(rule.positions) and not any(chosen), "BYSETPOS needs another BY… to choose from."),
    )
    for is_wrong, says in refusals:
        if is_wrong:
            raise ValueError(says)


def _number(least: int, most: int) -> Callable[[str, str], int]:
    def read(name: str, value: str) -> int:
        if not re.fullmatch(r"[+-]?[0-9]{1,4}", value) or not least <= int(value) <= most:
            raise ValueError(f"{name} takes a number from {least} to {most}.")
        return int(value)

    return read


def _numbers(least: int, most: int) -> Callable[[str, str], tuple[int, ...]]:
    one = _number(least, most)

    def read(name: str, value: str) -> tuple[int, ...]:
        found = tuple(sorted({one(name, each) for each in value.split(",")}))
        if least < 0 and 0 in found:
            raise ValueError(f"{name} counts from 1, or from -1 backwards.")
        return found

    return read


def _weekdays(name: str, value: str) -> tuple[tuple[int, int], ...]:
    found = set()
    for each in value.split(","):
        part = _WEEKDAY.fullmatch(each)
        if part is None or abs(int(part[1] or 0)) > 53:  # noqa: PLR2004  weeks of a year
            raise ValueError(f"{name} takes days such as MO,WE or 2TU or -1FR.")
        found.add((int(part[1] or 0), DAYS.index(part[2])))
    return tuple(sorted(found))


def _week_start(name: str, value: str) -> int:
    if value not in DAYS:
        raise ValueError(f"{name} takes one of {', '.join(DAYS)}.")
    return DAYS.index(value)


def _until(value: str, zone: ZoneInfo) -> datetime:
    """A date is that whole day; a time with Z is UTC and becomes local."""
    found = _UNTIL.fullmatch(value)
    if found is None:
        raise ValueError("UNTIL takes 20301231, 20301231T180000 or 20301231T170000Z.")
    try:
        day = date.fromisoformat(found[1])
        if found[2] is None:
            return datetime.combine(day, time.max)
        moment = datetime.combine(day, time.fromisoformat(found[2]))
        return clocks(moment.replace(tzinfo=ZoneInfo("UTC")), zone) if found[3] else moment
    except (ValueError, OverflowError) as wrong:
        raise ValueError("UNTIL is no date of the calendar.") from wrong


def _text(_name: str, value: str) -> str:
    return value


PARTS: Final[dict[str, tuple[str, Callable[[str, str], Any]]]] = {
    "INTERVAL": ("interval", _number(1, 1000)),
    "COUNT": ("count", _number(1, MOST)),
    "UNTIL": ("until", _text),
    "BYDAY": ("weekdays", _weekdays),
    "BYMONTHDAY": ("month_days", _numbers(-31, 31)),
    "BYYEARDAY": ("year_days", _numbers(-366, 366)),
    "BYMONTH": ("months", _numbers(1, 12)),
    "BYHOUR": ("hours", _numbers(0, 23)),
    "BYMINUTE": ("minutes", _numbers(0, 59)),
    "BYSETPOS": ("positions", _numbers(-366, 366)),
    "WKST": ("week_start", _week_start),
}
"""BYWEEKNO, BYSECOND and frequencies below a day are refused: nobody repeats an event by them."""


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
