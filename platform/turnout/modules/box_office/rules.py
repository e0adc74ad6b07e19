"""Until when a buyer may pay what was sold to them at the desk. Pure."""

from datetime import datetime, timedelta
from typing import Final

from turnout.kernel.errors import FieldError, Invalid

LONGEST: Final = timedelta(days=180)
"""Places that nobody pays for are kept no longer."""


def require_way_to_pay(*, is_paid: bool, pay_until: datetime | None, now: datetime) -> None:
    """Invalid unless it is paid or is to be paid, one of the two, in good time."""
    if is_paid == (pay_until is not None):
        says = "Say how it was paid, or until when it may be paid."
        raise Invalid(FieldError("/pay_until", says, "required"))
    if pay_until is not None and not now < pay_until <= now + LONGEST:
        raise Invalid(FieldError("/pay_until", "Choose a time within the next 180 days."))
