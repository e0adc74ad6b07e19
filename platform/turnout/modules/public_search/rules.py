"""Days, places in lists and texts as the public search has them. Pure."""

from datetime import UTC, date, datetime, timedelta

STANDING = 1_000_000_000_000
"""A step of popularity in seconds: more than there are between any two events."""
FOREIGN = "@"
"""How a place in the search server's list begins, where ours are numbers."""

LOOSE = "~"
"""And how one begins in a list of events that have some of the words."""


def midnight(day: date | None, *, days: int = 0) -> datetime | None:
    """The start of a day as UTC has it: a directory over all time zones needs no finer one."""
    if day is None:
        return None
    try:
        return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=days)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def is_foreign_place(value: str) -> bool:
    """Whether a place in a list is one of the search server's, and no number of ours."""
    return value.startswith(FOREIGN)


def is_loose_place(value: str) -> bool:
    """Whether a list of events that have some of the words goes on there."""
    return value.startswith(LOOSE)


def clean(text: str) -> str:
    """The text without what PostgreSQL cannot hold."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
