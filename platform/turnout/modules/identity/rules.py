"""Decisions about addresses, names, delays and ages: pure, without clock or database."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.time_zones import zone_names
from turnout.kernel.typed_addresses import phone_number
from turnout.modules.identity.types import (
    AttemptCounter,
    SubjectKind,
)
from turnout.modules.organizations.api import address_of, locale_errors, name_errors


class ProfileFields(Protocol):
    """What somebody says of themselves; None is not said."""

    @property
    def display_name(self) -> str | None: ...
    @property
    def locale(self) -> str | None: ...
    @property
    def time_zone(self) -> str | None: ...


GRACE: Final = timedelta(seconds=10)
"""How long a used refresh token answers the same browser with the successor it already has."""
FIRST_RESEND_SECONDS: Final = 60
LONGEST_RESEND_SECONDS: Final = 6 * 3600
FREE_TRIES: Final = {
    SubjectKind.ACCOUNT: 5,
    SubjectKind.ADDRESS: 30,
    SubjectKind.SECOND_FACTOR: 5,
}
FIRST_PAUSE_SECONDS: Final = 30
LONGEST_PAUSE_SECONDS: Final = 3600
FORGET_FAILURES: Final = timedelta(hours=24)


def lookup_address(text: str) -> str | None:
    """An address as somebody claims it at sign-in: None instead of a refusal when it is none."""
    try:
        return address_of(text)
    except Invalid:
        return None


def profile_errors(said: ProfileFields) -> list[FieldError]:
    """What is wrong with the given fields of a profile; None was not given."""
    errors: list[FieldError] = []
    if said.display_name is not None:
        errors += name_errors(said.display_name, "/display_name")
    if said.locale is not None:
        errors += locale_errors(said.locale)
    if said.time_zone is not None and said.time_zone not in zone_names():
        errors.append(FieldError("/time_zone", "Use an IANA time zone, such as Asia/Tokyo."))
    return errors


def phone_of(text: str) -> str:
    """A number as E.164 has it, empty for none; Invalid unless its country numbers phones so."""
    if not text.strip():
        return ""
    number = phone_number(text)
    if number is None:
        raise Invalid(FieldError("/phone", "Use a phone number with its country code."))
    return number


def pause_seconds(failures: int, kind: SubjectKind) -> int:
    """How long the next try waits after this many failures: not at all at first, then doubling."""
    beyond = failures - FREE_TRIES[kind]
    if beyond < 0:
        return 0
    return int(min(FIRST_PAUSE_SECONDS * 2 ** min(beyond, 20), LONGEST_PAUSE_SECONDS))


def subject_of(kind: SubjectKind, text: str) -> bytes:
    """Under which an account or address is counted: a hash, so that the table names nobody."""
    return hashlib.sha256(f"{kind}:{text}".encode("utf-8", "surrogatepass")).digest()


def count_try(counter: AttemptCounter, now: datetime) -> AttemptCounter | None:
    """The counter with one more try, counted before the password is looked at; None: locked.

    A locked counter does not move, so that hammering it does not keep the owner out for longer.
    """
    if counter.locked_until is not None and counter.locked_until > now:
        return None
    is_stale = counter.last_failed_at < now - FORGET_FAILURES
    failures = 1 if is_stale else counter.failures + 1
    pause = pause_seconds(failures, SubjectKind(counter.kind))
    return replace(
        counter,
        failures=failures,
        last_failed_at=now,
        locked_until=now + timedelta(seconds=pause) if pause else None,
    )


def latest_pause(counters: Sequence[AttemptCounter], now: datetime) -> datetime | None:
    """When the last pause among these ends; None when none is on."""
    ends = [each.locked_until for each in counters if each.locked_until is not None]
    return max((each for each in ends if each > now), default=None)


def is_double_submit(
    *, used_at: datetime, used_by: bytes | None, client: bytes, now: datetime
) -> bool:
    """Whether a second use is the same browser's own haste rather than somebody else's copy.

    Of two at once, the one that comes second may have begun first: `now` can lie before `used_at`.
    """
    return used_by == client and abs(now - used_at) < GRACE
