"""When a pass is good, what marks its holder, and how long to wait: pure."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from turnout.modules.checkin.api import CheckinList
from turnout.modules.tickets.api import Ticket
from turnout_sdk.wallet import Pass, PassState

MOST_TRIES: Final = 12
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=6)
LEASE: Final = timedelta(minutes=5)
CHECKED_EVERY: Final = timedelta(days=1)
AROUND: Final = timedelta(days=1)
"""So long before an event and after it, check-ins are looked at."""
LATE: Final = timedelta(minutes=1)
"""A change may be seen so much later than it is dated."""
ONCE: Final = "event"
MARK_LETTERS: Final = 32


def holder_mark(ticket: Ticket) -> str:
    """Tell the ticket's present code from those before it, without saying the code.

    A pass is of one code: whoever had the former one must not be shown the next.
    """
    return hashlib.sha256(ticket.id.bytes + ticket.nonce).hexdigest()[:MARK_LETTERS]


def state_of(
    ticket: Ticket | None, mark: str, *, is_admitted: bool, lists: Sequence[CheckinList]
) -> PassState:
    """Void once its code admits nobody; used once nobody comes in by it again."""
    if ticket is None or not ticket.is_valid or holder_mark(ticket) != mark:
        return PassState.VOID
    is_over = is_admitted and len(lists) == 1 and admits_once(lists[0])
    return PassState.USED if is_over else PassState.VALID


def admits_once(entry: CheckinList) -> bool:
    """Whether who came in by a list does not come in by it again, on no later day either."""
    return entry.once_per == ONCE and not entry.is_counted


def digest_of(ticket_pass: Pass) -> str:
    """Tell whether a phone would show the same; what it proves itself by is left out."""
    plain = msgspec.to_builtins(ticket_pass)
    plain.pop("updates")
    return hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()


def wait_after(tries: int) -> timedelta:
    """How long to rest after so many failures in a row: doubling, at most six hours."""
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << min(tries - 1, 12)))


def next_change(former: datetime, now: datetime) -> datetime:
    """Date a change: whole seconds, as HTTP has them, and later than the one before."""
    return max(now.replace(microsecond=0), former + timedelta(seconds=1))


def mark_of(changed_at: datetime) -> str:
    return str(int(changed_at.timestamp()))


def since_mark(mark: str) -> datetime | None:
    """The time of a mark that was given out, less what may have come late; None for no mark."""
    if not mark.isascii() or not mark.isdecimal() or len(mark) > len("9999999999"):
        return None
    return datetime.fromtimestamp(int(mark), tz=UTC) - LATE
