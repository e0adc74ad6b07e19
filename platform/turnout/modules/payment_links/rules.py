"""Until when an order may be paid by its link. Pure."""

from datetime import datetime, timedelta
from typing import Final

from turnout.kernel.errors import FieldError, Invalid

LONGEST: Final = timedelta(days=180)
"""Places that nobody pays for are kept no longer."""


def require_later(wanted: datetime, *, before: datetime | None, now: datetime) -> None:
    """Invalid unless the buyer has more time by it, and not for ever."""
    if not now < wanted <= now + LONGEST:
        raise Invalid(FieldError("/pay_until", "Choose a time within the next 180 days."))
    if before is not None and wanted < before:
        says = "The buyer has been told of a later time already."
        raise Invalid(FieldError("/pay_until", says, "too-early"))
