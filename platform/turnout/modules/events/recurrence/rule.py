"""RRULE of RFC 5545, from the text to a value; each refusal says what is wrong with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.events.recurrence.local_time import clocks

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
