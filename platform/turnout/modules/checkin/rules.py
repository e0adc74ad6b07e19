"""Decisions on scans: the verdict and its reason. Pure, no clock, no I/O."""

from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.modules.checkin.types import Reason, Scan, ScanContext, SeenTicket, Verdict

OVERRIDABLE: Final = frozenset(
    {
        Reason.ALREADY_ADMITTED,
        Reason.WRONG_LIST,
        Reason.NOT_REGISTERED,
        Reason.SESSION_FULL,
        Reason.NOT_YET,
        Reason.OVER,
    }
)
"""Refusals of a valid ticket by a rule of the door; what is no valid ticket lets nobody in."""


def decide(seen: ScanContext, scan: Scan, *, event_id: UUID, now: datetime) -> Verdict:
    """The verdict that the scanner shows: `queries.ADMIT` lets in, this must agree and says why."""
    reason = _reason(seen, scan, event_id, now=now)
    if seen.ticket is None or reason is Reason.WRONG_EVENT:
        return Verdict(reason=reason, list_id=seen.list_id, scan_id=scan.scan_id)
    entry = seen.admitted or seen.earlier
    return Verdict(
        reason=reason,
        list_id=seen.list_id,
        attendee_name=seen.ticket.holder_name,
        admission_id=entry.id if entry else None,
        admitted_at=entry.admitted_at if entry else None,
        gate=entry.gate if entry else None,
        opens_at=seen.opens_at,
        closes_at=seen.closes_at,
        scan_id=scan.scan_id,
    )


def _reason(seen: ScanContext, scan: Scan, event_id: UUID, *, now: datetime) -> Reason:
    if seen.ticket is None:
        return Reason.UNKNOWN_TICKET
    if seen.ticket.event_id != event_id:
        return Reason.WRONG_EVENT
    if seen.admitted is not None:
        return Reason.ADMITTED
    return (
        _void_reason(seen.ticket)
        or _entry_reason(seen, scan)
        or _session_reason(seen)
        or _window_reason(seen, now)
    )


def _void_reason(ticket: SeenTicket) -> Reason | None:
    if ticket.state == "refunded":
        return Reason.REFUNDED
    if ticket.state != "valid":
        return Reason.VOID
    return None if ticket.is_current else Reason.TRANSFERRED


def _entry_reason(seen: ScanContext, scan: Scan) -> Reason | None:
    if not seen.is_on_list:
        return Reason.WRONG_LIST
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


def _window_reason(seen: ScanContext, now: datetime) -> Reason:
    return Reason.NOT_YET if seen.opens_at is not None and now < seen.opens_at else Reason.OVER


def may_have_lost_race(seen: ScanContext, scan: Scan, *, event_id: UUID, now: datetime) -> bool:
    """Whether the ticket could come in and yet was not admitted.

    Then another scan of it committed while this statement waited for it.
    """
    if seen.ticket is None or seen.ticket.event_id != event_id or seen.admitted is not None:
        return False
    is_open = (seen.opens_at is None or seen.opens_at <= now) and (
        seen.closes_at is None or now < seen.closes_at
    )
    speaks_against = _void_reason(seen.ticket) or _entry_reason(seen, scan) or _session_reason(seen)
    return is_open and not speaks_against
