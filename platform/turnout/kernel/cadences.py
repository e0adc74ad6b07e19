"""What comes round each day, week or month, at an hour of a place's own clock."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Protocol
from zoneinfo import ZoneInfo

LAST_MONTH_DAY: Final = 28
"""Every month has it."""
LATEST_WAIT: Final = 62
"""Days within which any schedule comes round."""


class Cadence(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Scheduled(Protocol):
    """What comes round; `weekday` is of a weekly one (1 is Monday), `month_day` of a monthly."""

    @property
    def cadence(self) -> str: ...
    @property
    def hour(self) -> int: ...
    @property
    def weekday(self) -> int: ...
    @property
    def month_day(self) -> int: ...


def next_of(schedule: Scheduled, *, after: datetime, time_zone: str) -> datetime:
    """The next moment of this schedule after another, in UTC: see `next_at`."""
    return next_at(
        schedule.cadence,
        hour=schedule.hour,
        weekday=schedule.weekday,
        month_day=schedule.month_day,
        after=after,
        time_zone=time_zone,
    )


def next_at(
    cadence: str, *, hour: int, weekday: int, month_day: int, after: datetime, time_zone: str
) -> datetime:
    """The next moment of a schedule after another, in UTC.

    It is the same hour of the day on both sides of a change of clocks. An hour that a day has twice
    counts once, and one that it leaves out counts as the hour after it.
    """
    zone = ZoneInfo(time_zone)
    today = after.astimezone(zone).date()
    for ahead in range(LATEST_WAIT):
        day = today + timedelta(days=ahead)
        if not _is_day(cadence, day, weekday=weekday, month_day=month_day):
            continue
        at = datetime.combine(day, time(hour), zone).astimezone(UTC)
        if at > after:
            return at
    raise ValueError(f"no day of {cadence}")


def _is_day(cadence: str, day: date, *, weekday: int, month_day: int) -> bool:
    if cadence == Cadence.WEEKLY:
        return day.isoweekday() == weekday
    return cadence == Cadence.DAILY or day.day == month_day


def months_after(moment: datetime, months: int) -> datetime:
    """The same moment so many months later, or earlier; the last day where a month is shorter."""
    years, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, monthrange(years, month + 1)[1])
    return moment.replace(year=years, month=month + 1, day=day)
