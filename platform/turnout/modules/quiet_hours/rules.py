"""Decisions about quiet hours: by local clocks, over changes of them too. Pure."""

import re
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from turnout.kernel import time_zones
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.quiet_hours.types import QuietHours

DEFAULT: Final = QuietHours(is_on=True, starts="21:00", ends="08:00")
"""For whoever never said otherwise, guests too: what laws on text messages have in common."""
CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
WRONG_CLOCK: Final = "Use a time of the day such as 21:00."
NOWHERE: Final = "UTC"
"""What an account has that never named its zone: nobody's clocks show it, the event's count."""


def require_sound(hours: QuietHours) -> None:
    """Invalid for what no clock shows, and for hours that end as they begin."""
    wrong = [
        FieldError(f"/{name}", WRONG_CLOCK)
        for name, text in (("starts", hours.starts), ("ends", hours.ends))
        if CLOCK.fullmatch(text) is None
    ]
    if wrong:
        raise Invalid(*wrong)
    if hours.is_on and clock_of(hours.starts) == clock_of(hours.ends):
        raise Invalid(FieldError("/ends", "Quiet hours end at another time than they begin."))


def clock_of(text: str) -> time:
    return time.fromisoformat(text)


def is_quiet(shown: time, hours: QuietHours) -> bool:
    """Whether clocks that show this are within the hours; their end is not."""
    starts, ends = clock_of(hours.starts), clock_of(hours.ends)
    if not hours.is_on or starts == ends:
        return False
    return starts <= shown < ends if starts < ends else shown >= starts or shown < ends


def end_of(hours: QuietHours, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours that are on now end; None where none are.

    An end that clocks skip moves forward with them. Of an end that they show twice the first one
    counts: in the hour that repeats it has passed.
    """
    local = time_zones.clocks(now, zone)
    if not is_quiet(local.time(), hours):
        return None
    ends = clock_of(hours.ends)
    day = local.date() if local.time() < ends else local.date() + timedelta(days=1)
    until = time_zones.place(datetime.combine(day, ends), zone)
    return until if until > now else None
