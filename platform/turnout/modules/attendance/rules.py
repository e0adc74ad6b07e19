"""Decisions about attendance: what is over, and the figures of each part. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from turnout.modules.attendance.types import AttendanceFigures, CameCount
from turnout.modules.checkin.api import CheckinList

NOBODY = CameCount(
    list_id=None, session_id=None, ticket_type_id=None, day=None, attended=0, as_expected=0
)


class Counted:
    """What one statement counted, by what it was counted for."""

    def __init__(self, rows: Sequence[CameCount]) -> None:
        self.lists = {each.list_id: each for each in rows if each.list_id}
        self.sessions = {each.session_id: each for each in rows if each.session_id}
        self.types = {each.ticket_type_id: each for each in rows if each.ticket_type_id}
        self.days: dict[date, CameCount] = {each.day: each for each in rows if each.day}
        self.whole = next((each for each in rows if _is_whole(each)), NOBODY)


def figures(came: CameCount | None, expected: int, *, is_over: bool) -> AttendanceFigures:
    """The figures of one part; who was not expected there and came does not raise its rate."""
    found = came or NOBODY
    met = min(found.as_expected, expected)
    return AttendanceFigures(
        expected=expected,
        attended=found.attended,
        no_shows=expected - met if is_over else None,
        rate=round(met / expected, 4) if expected else None,
    )


def expected_by_list(
    one: CheckinList, *, valid: Mapping[UUID, int], registered: Mapping[UUID, int]
) -> int:
    """Whom a list expects: who is registered for its sessions, or its ticket types' holders.

    `registered` is by list.
    """
    if one.is_of_sessions:
        return registered.get(one.id, 0)
    if one.ticket_type_ids is None:
        return sum(valid.values())
    return sum(valid.get(each, 0) for each in one.ticket_type_ids)


def is_past(moment: datetime | None, now: datetime) -> bool:
    """Whether something that ends then has ended; what has no end has not."""
    return moment is not None and moment <= now


def _is_whole(row: CameCount) -> bool:
    return not (row.list_id or row.session_id or row.ticket_type_id or row.day)
