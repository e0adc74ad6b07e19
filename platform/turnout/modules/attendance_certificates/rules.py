"""Decisions about certificates: codes as they are written and read, and who may have one. Pure."""

import secrets
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from turnout.kernel.ids import CROCKFORD, READ_AS
from turnout.kernel.typed_text import plain_code
from turnout.modules.attendance_certificates.errors import (
    AttendedTooLittle,
    CertificateIsReplaced,
    CertificateRevoked,
    CertificatesNotOffered,
    EventNotOver,
    HolderNameMissing,
)
from turnout.modules.attendance_certificates.types import CertificateSettings, CertificateState

LETTERS: Final = 12
"""60 bits: nobody guesses one among all that an organization will ever issue."""
GROUP: Final = 4
LOGO_PIXELS: Final = (800, 200)
"""No larger a logo is drawn."""


def new_code() -> str:
    return "".join(secrets.choice(CROCKFORD) for _ in range(LETTERS))


def written(code: str) -> str:
    """The code as it stands on paper, in groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, LETTERS, GROUP))


def read_code(text: str) -> str | None:
    """The code that somebody typed, forgiving case, dashes and letters that look like digits."""
    code = plain_code(text).translate(READ_AS)
    return code if len(code) == LETTERS and all(each in CROCKFORD for each in code) else None


def require_offered(settings: CertificateSettings) -> None:
    if not settings.is_enabled:
        raise CertificatesNotOffered


def is_over(ends_at: datetime | None, now: datetime) -> bool:
    """Whether an event has ended; one without an end has not."""
    return ends_at is not None and ends_at <= now


def require_over(ends_at: datetime | None, now: datetime) -> None:
    if not is_over(ends_at, now):
        raise EventNotOver


def require_attended(days: int, required: int) -> None:
    if days < required:
        raise AttendedTooLittle(attended_days=days, required_days=required)


def require_name(name: str) -> str:
    """The attendee's name on one line; HolderNameMissing without one."""
    found = " ".join(name.split())
    if not found:
        raise HolderNameMissing
    return found


def require_valid(state: str) -> None:
    if state == CertificateState.REVOKED:
        raise CertificateRevoked
    if state == CertificateState.REPLACED:
        raise CertificateIsReplaced


def days_of(
    starts_local: datetime | None, ends_local: datetime | None, now: datetime
) -> tuple[date, date]:
    """The first and the last day of an event; what ends at midnight ended the day before.

    Of one without a date both are today, for a sample.
    """
    start, end = starts_local or now, ends_local or now
    return start.date(), max(start.date(), (end - timedelta(microseconds=1)).date())


def day_there(at: datetime, time_zone: str) -> date:
    return at.astimezone(ZoneInfo(time_zone)).date()
