"""Decisions about retention: pure, without clock or database."""

from calendar import monthrange
from datetime import datetime, timedelta

from turnout.modules.retention.types import GRACE_DAYS, RetentionPolicy


def months_before(now: datetime, months: int) -> datetime:
    """The same moment so many months ago; the last day where that month is shorter."""
    years, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    day = min(now.day, monthrange(years, month + 1)[1])
    return now.replace(year=years, month=month + 1, day=day)


def begins_at(before: RetentionPolicy, months: int, *, now: datetime) -> datetime:
    """When a new time begins to count: a longer one at once, else after the time to think again."""
    if before.months is not None and before.begins_at is not None and months >= before.months:
        return before.begins_at
    return now + timedelta(days=GRACE_DAYS)


def added(so_far: dict[str, int], more: dict[str, int]) -> dict[str, int]:
    """Counts by table, taken together."""
    names = sorted({*so_far, *more})
    return {name: so_far.get(name, 0) + more.get(name, 0) for name in names}
