"""What a scheduled export asks for when its time comes. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.spreadsheet_files import FileFormat
from turnout.modules.export_schedules.types import ExportSchedule
from turnout.modules.order_exports.api import ExportKind, Filter, NewExport
from turnout.modules.order_search import api as order_search

MOST_OF_A_MEMBER: Final = 20
LONGEST_NAME: Final = 100
SETTLING: Final = timedelta(minutes=15)
"""What was placed so lately is for the next time: the index of orders follows within seconds."""
FILTERS: Final[dict[ExportKind, type[Filter]]] = {
    ExportKind.ORDERS: order_search.OrderFilter,
    ExportKind.ATTENDEES: order_search.AttendeeFilter,
}


def said_of(wanted: Filter) -> dict[str, Any]:
    """A filter as plain values, without what it does not ask for."""
    return {name: each for name, each in msgspec.to_builtins(wanted).items() if each is not None}


def require_room(count: int) -> None:
    if count >= MOST_OF_A_MEMBER:
        says = f"You have {MOST_OF_A_MEMBER} scheduled exports; end one of them first."
        raise Invalid(FieldError("/name", says, "too-many"))


def export_of(due: ExportSchedule, *, until: datetime) -> NewExport:
    """What is exported now: of `only_new` what was placed since the time before, until `until`."""
    kind = ExportKind(due.kind)
    wanted = msgspec.convert(due.filter, FILTERS[kind])
    if due.only_new:
        since = [each for each in (wanted.placed_from, due.covered_until) if each is not None]
        before = [each for each in (wanted.placed_before, until) if each is not None]
        wanted = replace(wanted, placed_from=max(since, default=None), placed_before=min(before))
    return NewExport(
        kind=kind,
        format=FileFormat(due.format),
        columns=tuple(due.columns),
        wanted=wanted,
        is_right_to_left=due.is_right_to_left,
    )
