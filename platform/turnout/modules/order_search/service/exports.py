"""Orders and attendees as tables for a spreadsheet, made while they are sent."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Final, TypeVar
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, every_page
from turnout.kernel.db.tx import transaction
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.spreadsheet_files import Cell, long_sheet
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.order_search import policies
from turnout.modules.order_search.service import search
from turnout.modules.order_search.types import (
    AttendeeFilter,
    AttendeeSort,
    FoundAttendee,
    FoundOrder,
    OrderFilter,
    OrderSort,
)
from turnout.modules.security_events.api import record_export

Row = TypeVar("Row")
ORDER_COLUMNS: Final = (
    "number", "state", "money_state", "currency", "total_minor", "paid_minor", "refunded_minor",
    "buyer_name", "buyer_email", "channel", "placed_at", "confirmed_at", "attendee_count",
    "checked_in_count",
)  # fmt: skip
ATTENDEE_COLUMNS: Final = (
    "order_number", "order_state", "state", "name", "email", "is_transferred", "is_checked_in",
    "placed_at",
)  # fmt: skip


class EventLabels:
    """Titles of events and names of their ticket types, each looked up once."""

    def __init__(self, ctx: OrganizationContext) -> None:
        self._ctx = ctx
        self._known: dict[UUID, tuple[str, dict[UUID, str]]] = {}

    def title(self, event_id: UUID) -> str:
        return self._of(event_id)[0]

    def ticket_type(self, event_id: UUID, ticket_type_id: UUID) -> str:
        return self._of(event_id)[1].get(ticket_type_id, "")

    def _of(self, event_id: UUID) -> tuple[str, dict[UUID, str]]:
        if event_id not in self._known:
            with transaction(self._ctx) as tx:
                event = events.find_event(tx, event_id)
                offers = catalog.list_offers(tx, event_id) if event else []
            names = {each.ticket_type_id: each.name for each in offers}
            self._known[event_id] = (event.title if event else "", names)
        return self._known[event_id]


def export_orders(
    ctx: OrganizationContext, wanted: OrderFilter, *, format_: FileFormat
) -> ReportFile:
    """The orders that a filter finds, the oldest first; that they left is recorded."""
    policies.require_can_read(ctx)
    _record(ctx, "orders")
    pieces = orders_table(ctx, wanted, EventLabels(ctx), format_=format_)
    return ReportFile.of("orders", format_, pieces)


def export_attendees(
    ctx: OrganizationContext, wanted: AttendeeFilter, *, format_: FileFormat
) -> ReportFile:
    """The attendees that a filter finds, the oldest first; that they left is recorded."""
    policies.require_can_read(ctx)
    _record(ctx, "attendees")
    pieces = attendees_table(ctx, wanted, EventLabels(ctx), format_=format_)
    return ReportFile.of("attendees", format_, pieces)


def orders_table(
    ctx: OrganizationContext, wanted: OrderFilter, labels: EventLabels, *, format_: FileFormat
) -> Iterator[bytes]:
    """The same for an export that recorded itself; each page is read in its own transaction."""
    policies.require_can_read(ctx)

    def cells(found: FoundOrder) -> Sequence[Cell]:
        return labels.title(found.event_id), *_cells(found, ORDER_COLUMNS)

    read = partial(search.search_orders, ctx, wanted, sort=OrderSort.OLDEST)
    return long_sheet(format_, ("event", *ORDER_COLUMNS), _parts(read, cells))


def attendees_table(
    ctx: OrganizationContext, wanted: AttendeeFilter, labels: EventLabels, *, format_: FileFormat
) -> Iterator[bytes]:
    """The same for an export that recorded itself; each page is read in its own transaction."""
    policies.require_can_read(ctx)

    def cells(found: FoundAttendee) -> Sequence[Cell]:
        ticket_type = labels.ticket_type(found.event_id, found.ticket_type_id)
        return labels.title(found.event_id), ticket_type, *_cells(found, ATTENDEE_COLUMNS)

    read = partial(search.search_attendees, ctx, wanted, sort=AttendeeSort.OLDEST)
    columns = ("event", "ticket_type", *ATTENDEE_COLUMNS)
    return long_sheet(format_, columns, _parts(read, cells))


def _record(ctx: OrganizationContext, what: str) -> None:
    with transaction(ctx) as tx:
        record_export(tx, what, user_id=ctx.user_id)


def _parts(
    read: Callable[[PageRequest], Page[Row]], cells: Callable[[Row], Sequence[Cell]]
) -> Iterator[list[Sequence[Cell]]]:
    for found in every_page(read):
        yield [cells(each) for each in found]


def _cells(found: object, columns: Sequence[str]) -> list[Cell]:
    return [_cell(getattr(found, name)) for name in columns]


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value
    return "" if value is None else str(value)
