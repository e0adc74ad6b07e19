"""Decisions about attendance: what is over, and the figures of each part. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from turnout.kernel.spreadsheet_files import Cell
from turnout.modules.attendance.types import (
    AttendanceFigures,
    AttendanceLine,
    AttendanceReport,
    CameCount,
    Part,
)
from turnout.modules.checkin.api import CheckinList

COLUMNS: Final = ("part", "name", "expected", "attended", "no_shows", "rate", "inside", "capacity")
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


def lines_of(found: AttendanceReport) -> list[AttendanceLine]:
    """The table of a report: the event, who joined online, and each part of every kind."""
    lines = [_line(Part.EVENT, "", found.event)]
    if found.online:
        lines.append(AttendanceLine(part=Part.ONLINE, attended=found.online))
    lines += [_line(Part.TICKET_TYPE, each.name, each) for each in found.ticket_types]
    lines += [_line(Part.DAY, each.day.isoformat(), each) for each in found.days]
    lines += [
        _line(Part.LIST, each.name, each, inside=each.inside, capacity=each.capacity)
        for each in found.lists
    ]
    lines += [
        _line(Part.SESSION, each.title, each, capacity=each.capacity) for each in found.sessions
    ]
    return lines


def _line(part: Part, name: str, of: AttendanceFigures, **others: Any) -> AttendanceLine:
    return AttendanceLine(
        part=part,
        name=name,
        expected=of.expected,
        attended=of.attended,
        no_shows=of.no_shows,
        rate=of.rate,
        **others,
    )


def cells_of(line: AttendanceLine) -> list[Cell]:
    """A line as a spreadsheet has it: numbers are numbers, what is not counted is empty."""
    return [_cell(getattr(line, name)) for name in COLUMNS]


def _cell(value: str | float | None) -> Cell:
    if value is None:
        return ""
    return Decimal(str(value)) if isinstance(value, float) else value


def _is_whole(row: CameCount) -> bool:
    return not (row.list_id or row.session_id or row.ticket_type_id or row.day)
