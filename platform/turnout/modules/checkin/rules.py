"""Decisions on scans: the verdict and its reason. Pure, no clock, no I/O."""

from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.modules.checkin import reentry, windows
from turnout.modules.checkin.scan_context import ScanContext, SeenTicket
from turnout.modules.checkin.types import Direction, Reason, Scan, Verdict

OVERRIDABLE: Final = frozenset(
    {
        Reason.ALREADY_ADMITTED,
        Reason.WRONG_LIST,
        Reason.NOT_REGISTERED,
        Reason.SESSION_FULL,
        Reason.NOT_YET,
        Reason.OVER,
        Reason.REENTRY_LIMIT,
        Reason.REENTRY_EXPIRED,
        Reason.FULL,
    }
)
"""Refusals of a valid ticket by a rule of the door; what is no valid ticket lets nobody in."""


def decide(seen: ScanContext, scan: Scan, *, event_id: UUID, now: datetime) -> Verdict:
    """The verdict that the scanner shows: `queries.ADMIT` lets in, this must agree and says why."""
    reason = _reason(seen, scan, event_id, now=now)
    if seen.ticket is None or reason is Reason.WRONG_EVENT:
        return Verdict(reason=reason, list_id=seen.list_id, scan_id=scan.scan_id)
    opens_at, closes_at = windows.shown_at(
        seen.windows, now, opens_at=seen.opens_at, closes_at=seen.closes_at
    )
    entry = seen.admitted or (seen.left.entry if seen.left else None) or seen.earlier
    return Verdict(
        reason=reason,
        list_id=seen.list_id,
        attendee_name=seen.ticket.holder_name,
        admission_id=entry.id if entry else None,
        admitted_at=entry.admitted_at if entry else None,
        gate=entry.gate if entry else None,
        exited_at=_exited_at(seen, now=now),
        opens_at=opens_at,
        closes_at=closes_at,
        scan_id=scan.scan_id,
        inside=_inside(seen) if seen.stays else None,
    )


def _exited_at(seen: ScanContext, *, now: datetime) -> datetime | None:
    """When the ticket went out: now, or the last time before."""
    if seen.left is not None:
        return seen.left.exited_at or now
    return reentry.last_exit(seen.stays, seen.period) if seen.stays else None


def _inside(seen: ScanContext) -> int:
    """How many are inside once this scan is done."""
    assert seen.stays is not None  # noqa: S101  asked of lists that count alone
    came = seen.admitted is not None
    left = seen.left is not None and seen.left.exited_at is None and seen.left.day == seen.period
    return seen.stays.inside + came - left


def _reason(seen: ScanContext, scan: Scan, event_id: UUID, *, now: datetime) -> Reason:
    if seen.ticket is None:
        return Reason.UNKNOWN_TICKET
    if seen.ticket.event_id != event_id:
        return Reason.WRONG_EVENT
    if seen.admitted is not None:
        return Reason.ADMITTED
    if reentry.direction_of(seen, scan) is Direction.OUT:
        return reentry.exit_reason(seen, scan)
    refused = (
        _void_reason(seen.ticket)
        or _entry_reason(seen, scan, now=now)
        or _session_reason(seen)
        or _window_reason(seen, now)
        or (reentry.full_reason(seen.stays) if seen.stays else None)
    )
    if refused is None and seen.stays is not None:
        return Reason.ADMITTED
    return refused or Reason.OVER


def _void_reason(ticket: SeenTicket) -> Reason | None:
    if ticket.state == "refunded":
        return Reason.REFUNDED
    if ticket.state != "valid":
        return Reason.VOID
    return None if ticket.is_current else Reason.TRANSFERRED


def _entry_reason(seen: ScanContext, scan: Scan, *, now: datetime) -> Reason | None:
    if not seen.is_on_list:
        return Reason.WRONG_LIST
    if seen.stays is not None:
        return reentry.entry_reason(seen.stays, seen.period, scan, now=now)
    if seen.earlier is None:
        return None
    is_repeat = scan.scan_id is not None and scan.scan_id == seen.earlier.scan_id
    return Reason.ADMITTED if is_repeat else Reason.ALREADY_ADMITTED


def _session_reason(seen: ScanContext) -> Reason | None:
    session = seen.session
    if session is None:
        return None
    if not session.takes_place:
        return Reason.SESSION_CANCELLED
    if not session.is_registered:
        return Reason.NOT_REGISTERED
    return None if session.has_room else Reason.SESSION_FULL


def _window_reason(seen: ScanContext, now: datetime) -> Reason | None:
    return windows.reason_at(seen.windows, now, opens_at=seen.opens_at, closes_at=seen.closes_at)


def may_have_lost_race(seen: ScanContext, scan: Scan, *, event_id: UUID, now: datetime) -> bool:
    """Whether the ticket could come in by the one statement and yet was not admitted.

    Then another scan of it committed while this statement waited for it.
    """
    if seen.ticket is None or seen.ticket.event_id != event_id or seen.admitted is not None:
        return False
    if seen.is_counted or scan.direction is Direction.OUT:
        return False
    return not (
        _void_reason(seen.ticket)
        or _entry_reason(seen, scan, now=now)
        or _session_reason(seen)
        or _window_reason(seen, now)
    )
