"""Which days a saved report is about, and what may be saved and shared. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.saved_reports.types import NewSavedReport, Period, SavedReport

MOST_REPORTS: Final = 200
MOST_SCHEDULES: Final = 50
"""Of one report."""
MOST_SHARES: Final = 50
LONGEST_NAME: Final = 100
LONGEST_SHARE: Final = timedelta(days=90)


def faults_of(new: NewSavedReport) -> Iterator[FieldError]:
    """What does not fit together, by its field."""
    if new.event_id and new.series_id:
        yield FieldError("/series_id", "Choose an event or a series, not both.")
    has_days = new.first_day is not None or new.last_day is not None
    if has_days and new.period != Period.OWN:
        yield FieldError("/period", "Days of one's own are of the period `own`.")
    if new.first_day and new.last_day and new.last_day < new.first_day:
        yield FieldError("/last_day", "Choose a last day that is not before the first.")


def require_room(count: int, most: int, pointer: str) -> None:
    if count >= most:
        raise Invalid(FieldError(pointer, f"At most {most} are kept.", "too-many"))


def days_of(report: SavedReport, today: date) -> tuple[date | None, date | None]:
    """First and last day of a report that is asked for today; the last is part of it."""
    first_of_month = today.replace(day=1)
    match report.period:
        case Period.OWN:
            return report.first_day, report.last_day
        case Period.ALL:
            return None, None
        case Period.MONTH:
            return first_of_month, today
        case Period.YEAR:
            return today.replace(month=1, day=1), today
        case Period.LAST_MONTH:
            last = first_of_month - timedelta(days=1)
            return last.replace(day=1), last
        case _:
            return today - timedelta(days=int(report.period) - 1), today


def share_faults(expires_at: datetime, *, now: datetime) -> Iterator[FieldError]:
    if not now < expires_at <= now + LONGEST_SHARE:
        says = f"Choose a time within {LONGEST_SHARE.days} days from now."
        yield FieldError("/expires_at", says, "out-of-range")
