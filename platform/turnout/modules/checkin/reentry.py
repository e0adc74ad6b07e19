"""Rules of lists that count who is inside: going out, coming in again, and a capacity. Pure."""

from datetime import datetime, timedelta

from turnout.modules.checkin.scan_context import STAY_MARK, ScanContext, Stay, Stays
from turnout.modules.checkin.types import Direction, EntryRule, Reason, Scan


def direction_of(seen: ScanContext, scan: Scan) -> Direction:
    """In or out: `auto` is out for who is inside; a scan sent again goes where it went."""
    if scan.direction is not Direction.AUTO:
        return scan.direction
    if seen.stays is None or seen.stays.limits.entry_rule is EntryRule.ONCE:
        return Direction.IN
    if _made(seen.stays, scan) is not None:
        return Direction.IN
    is_inside = any(each.exited_at is None for each in _of_day(seen.stays, seen.period))
    return Direction.OUT if is_inside or _ended(seen.stays, scan) is not None else Direction.IN


def entry_reason(stays: Stays, day: str, scan: Scan, *, now: datetime) -> Reason | None:
    """Why what the ticket did before keeps it out; None: nothing does.

    A stay that begins, or ends, after this scan was made speaks against it too: whoever scanned
    without a connection did not know of it.
    """
    if _made(stays, scan) is not None:
        return Reason.ADMITTED
    before, limits = _of_day(stays, day), stays.limits
    if blocking_stay(stays, day, scan) is not None:
        return Reason.ALREADY_ADMITTED
    if not before:
        return None
    if limits.max_reentries is not None and len(before) > limits.max_reentries:
        return Reason.REENTRY_LIMIT
    left_at = last_exit(stays, day)
    if limits.reentry_minutes is not None and left_at is not None:
        window = timedelta(minutes=limits.reentry_minutes)
        return Reason.REENTRY_EXPIRED if now - left_at > window else None
    return None


def exit_reason(seen: ScanContext, scan: Scan) -> Reason:
    """What a scan on the way out is: `exited` when a stay ends by it, or ended before.

    A ticket that is void or refunded meanwhile goes out as any other.
    """
    if seen.stays is None or seen.ticket is None:
        return Reason.NO_EXITS
    if _ended(seen.stays, scan) is not None:
        return Reason.EXITED
    if seen.stays.limits.entry_rule is EntryRule.ONCE:
        return Reason.NO_EXITS
    if not seen.ticket.is_current:
        return Reason.TRANSFERRED
    return Reason.EXITED if seen.left is not None else Reason.NOT_INSIDE


def full_reason(stays: Stays) -> Reason | None:
    capacity = stays.limits.capacity
    return Reason.FULL if capacity is not None and stays.inside >= capacity else None


def stay_of(seen: ScanContext, scan: Scan) -> Stay | None:
    """The stay that a verdict tells of: this scan made or ended it, or it stands against it."""
    if seen.stays is None:
        return None
    made = _made(seen.stays, scan) or _ended(seen.stays, scan)
    return made or blocking_stay(seen.stays, seen.period, scan)


def stay_to_end(seen: ScanContext, scan: Scan) -> Stay | None:
    """The stay that ends when the ticket goes out: the last one open, of whatever day.

    A scan that was made before somebody came in, and arrives later, ends nothing.
    """
    if seen.stays is None:
        return None
    ended = _ended(seen.stays, scan)
    if ended is not None:
        return ended
    still = [
        each
        for each in seen.stays.own
        if each.exited_at is None and (scan.at is None or each.admitted_at <= scan.at)
    ]
    return max(still, key=lambda each: (each.admitted_at, each.id), default=None)


def blocking_stay(stays: Stays, day: str, scan: Scan) -> Stay | None:
    """The stay of the day in which the ticket is inside now, or, of a late scan, was to come."""
    before = _of_day(stays, day)
    if stays.limits.entry_rule is EntryRule.ONCE:
        return before[0] if before else None
    lasts = [s for s in before if s.exited_at is None or (scan.at and s.exited_at > scan.at)]
    return lasts[0] if lasts else None


def next_period(stays: Stays, day: str) -> str:
    """The period of the ticket's next stay: one that no live stay of the day has."""
    numbers = {each.number for each in _of_day(stays, day)}
    return day if 1 not in numbers else f"{day}{STAY_MARK}{max(numbers) + 1}"


def last_exit(stays: Stays, day: str) -> datetime | None:
    left = [each.exited_at for each in _of_day(stays, day) if each.exited_at is not None]
    return max(left, default=None)


def _of_day(stays: Stays, day: str) -> list[Stay]:
    return [each for each in stays.own if each.day == day]


def _made(stays: Stays, scan: Scan) -> Stay | None:
    """The stay that this very scan began, when it reached us before."""
    if scan.scan_id is None:
        return None
    return next((each for each in stays.own if each.scan_id == scan.scan_id), None)


def _ended(stays: Stays, scan: Scan) -> Stay | None:
    if scan.scan_id is None:
        return None
    return next((each for each in stays.own if each.exit_scan_id == scan.scan_id), None)
