"""When a calendar is looked at again, and how entries are told apart: pure."""

import hashlib
from datetime import datetime, timedelta
from typing import Final

import msgspec

from turnout.modules.calendars.types import WantedEntry
from turnout_sdk.calendar import Entry

LEASE: Final = timedelta(minutes=5)
LOOKED_AT_AGAIN: Final = timedelta(hours=6)
"""What no fact told, such as an address that was proved only now, is found by then."""
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=6)
MOST_TRIES: Final = 12
"""So often is it tried to take entries back; then the link goes all the same."""
EARLY: Final = timedelta(minutes=2)
"""An access is renewed so long before it is over."""
ATTEMPT_LASTS: Final = timedelta(minutes=10)


def digest_of(entry: Entry) -> str:
    """Tell whether a calendar would show the same."""
    return hashlib.sha256(msgspec.json.encode(entry)).hexdigest()


def wait_after(tries: int, *, asked_seconds: float | None = None) -> timedelta:
    """How long to rest after so many failures in a row: doubling, and no less than was asked."""
    own = min(LONGEST_WAIT, FIRST_WAIT * (1 << min(max(tries - 1, 0), 12)))
    return max(own, timedelta(seconds=asked_seconds or 0))


def is_over(expires_at: datetime | None, now: datetime) -> bool:
    return expires_at is not None and expires_at - EARLY <= now


def is_ahead(wanted: WantedEntry, now: datetime) -> bool:
    """What is over is not put into a calendar any more, and stays where it is."""
    return wanted.entry.ends_at > now
