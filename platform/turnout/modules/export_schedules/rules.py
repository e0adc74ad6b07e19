"""What a scheduled export asks for when its time comes. Pure."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec

from turnout.kernel import codec
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.file_formats import FileFormat
from turnout.kernel.values import attributes_of
from turnout.modules.connections.api import DeliveryFailure
from turnout.modules.events import api as events
from turnout.modules.export_schedules.types import ExportSchedule
from turnout.modules.order_exports.api import (
    CheckinFilter,
    ExportKind,
    Filter,
    LedgerFilter,
    NewExport,
    OrderExport,
)
from turnout.modules.order_search import api as order_search

MOST_OF_A_MEMBER: Final = 20
LONGEST_NAME: Final = 100
SETTLING: Final = timedelta(minutes=15)
"""What is so new is for the next time: the index of orders follows within seconds."""
LEASE: Final = timedelta(minutes=5)
"""How long a worker has a delivery for itself; a call to a store takes less."""
FIRST_DELAY: Final = timedelta(minutes=1)
LONGEST_DELAY: Final = timedelta(hours=2)
PATIENCE: Final = 4
"""After so many attempts that found nobody, about a quarter of an hour, its member is told."""
FILTERS: Final[dict[ExportKind, type[Filter]]] = {
    ExportKind.ORDERS: order_search.OrderFilter,
    ExportKind.ATTENDEES: order_search.AttendeeFilter,
    ExportKind.CHECKINS: CheckinFilter,
    ExportKind.PAYMENTS: LedgerFilter,
}
PLACED: Final = ("placed_from", "placed_before")
RECORDED: Final = ("recorded_from", "recorded_before")
PERIODS: Final[dict[ExportKind, tuple[str, str]]] = {
    ExportKind.ORDERS: PLACED,
    ExportKind.ATTENDEES: PLACED,
    ExportKind.CHECKINS: RECORDED,
    ExportKind.PAYMENTS: RECORDED,
}
"""By which time something is new: a scan without a connection, and money that a provider tells of
late, come after the moment at which they happened."""


def said_of(wanted: Filter) -> dict[str, Any]:
    """A filter as plain values, without what it does not ask for."""
    return {name: each for name, each in msgspec.to_builtins(wanted).items() if each is not None}


def require_room(count: int) -> None:
    if count >= MOST_OF_A_MEMBER:
        says = f"You have {MOST_OF_A_MEMBER} scheduled exports; end one of them first."
        raise Invalid(FieldError("/name", says, "too-many"))


def file_name_of(schedule: ExportSchedule, export: OrderExport) -> str:
    """What a file is called where it is delivered: the same however often, and no other's."""
    stem = events.slugify(schedule.name) or schedule.kind
    started = export.created_at.astimezone(UTC)
    return f"{stem}-{started:%Y%m%dT%H%M%SZ}-{export.id.hex[-8:]}.{export.format}"


def is_told(failure: DeliveryFailure, *, attempts: int) -> bool:
    """Whether its member is written to: about what does not pass by itself, or takes long."""
    return failure is not DeliveryFailure.UNREACHABLE or attempts >= PATIENCE


def export_of(due: ExportSchedule, *, until: datetime) -> NewExport:
    """What is exported now: of `only_new` what is new since the time before, until `until`."""
    kind = ExportKind(due.kind)
    wanted = codec.convert(due.filter, FILTERS[kind])
    if due.only_new:
        first, end = PERIODS[kind]
        since = [each for each in (getattr(wanted, first), due.covered_until) if each is not None]
        before = [each for each in (getattr(wanted, end), until) if each is not None]
        period = {first: max(since, default=None), end: min(before)}
        wanted = FILTERS[kind](**attributes_of(wanted) | period)
    return NewExport(
        kind=kind,
        format=FileFormat(due.format),
        columns=tuple(due.columns),
        wanted=wanted,
        is_right_to_left=due.is_right_to_left,
        title=due.name,
    )
