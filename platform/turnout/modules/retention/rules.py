"""Decisions about retention: pure, without clock or database."""

from datetime import datetime, timedelta

from turnout.modules.retention.types import GRACE_DAYS, RetentionPolicy


def begins_at(before: RetentionPolicy, months: int, *, now: datetime) -> datetime:
    """When a new time begins to count: a longer one at once, else after the time to think again."""
    if before.months is not None and before.begins_at is not None and months >= before.months:
        return before.begins_at
    return now + timedelta(days=GRACE_DAYS)


def added(so_far: dict[str, int], more: dict[str, int]) -> dict[str, int]:
    """Counts by table, taken together."""
    names = sorted({*so_far, *more})
    return {name: so_far.get(name, 0) + more.get(name, 0) for name in names}
