"""Columns of exports and what they say of a line; limits. Pure."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.spreadsheet_files import Cell, amount
from turnout.modules.order_exports.types import ExportColumn, ExportKind, Surroundings
from turnout.modules.order_search import api as order_search

MOST_ROWS: Final = 200_000
ROWS_OF_A_PART: Final = 1_000
MOST_RUNNING: Final = 3
"""Exports of an organization that run at once."""
KEPT: Final = timedelta(days=3)
"""How long a file can be downloaded."""
ON_RECORD: Final = timedelta(days=90)
"""How long it is known that there was an export, as jobs are."""
MOST_COLUMNS: Final = 100
ANSWER: Final = "answer:"
BETWEEN: Final = "; "
YES_OR_NO: Final = {True: "yes", False: "no"}
OF_THE_ORDER: Final = frozenset(
    {"buyer_name", "buyer_email", "currency", "order_total", "order_total_minor"}
)
"""Columns of attendees that their order is asked for."""
Order: TypeAlias = Callable[[order_search.FoundOrder, Surroundings], Cell]
Attendee: TypeAlias = Callable[[order_search.FoundAttendee, Surroundings], Cell]


def moment(at: datetime | None, zone: str) -> str:
    """ISO 8601 with the offset of the event's time zone; to the second."""
    if at is None:
        return ""
    return at.astimezone(ZoneInfo(zone)).replace(microsecond=0).isoformat()


def _joined(texts: Iterable[str]) -> str:
    return BETWEEN.join(texts)


def _zone(around: Surroundings, event_id: UUID) -> str:
    return around.zones.get(event_id, "UTC")


def _tags(tag_ids: Iterable[UUID | str], around: Surroundings) -> str:
    return _joined(around.tags.get(UUID(str(each)), "") for each in tag_ids)


def _bought(order: order_search.FoundOrder, around: Surroundings) -> str:
    lines = around.bought.get(order.id, [])
    return _joined(f"{each.quantity - each.returned} × {each.name}" for each in lines)


ORDER_COLUMNS: Final[Mapping[str, Order]] = {
    "number": lambda order, _: order.number,
    "event": lambda order, around: around.titles.get(order.event_id, ""),
    "state": lambda order, _: order.state,
    "money_state": lambda order, _: order.money_state,
    "currency": lambda order, _: order.currency,
    "total": lambda order, _: amount(order.total_minor, order.currency),
    "paid": lambda order, _: amount(order.paid_minor, order.currency),
    "refunded": lambda order, _: amount(order.refunded_minor, order.currency),
    "total_minor": lambda order, _: order.total_minor,
    "paid_minor": lambda order, _: order.paid_minor,
    "refunded_minor": lambda order, _: order.refunded_minor,
    "buyer_name": lambda order, _: order.buyer_name,
    "buyer_email": lambda order, _: order.buyer_email,
    "channel": lambda order, _: order.channel,
    "placed_at": lambda order, around: moment(order.placed_at, _zone(around, order.event_id)),
    "confirmed_at": lambda order, around: moment(order.confirmed_at, _zone(around, order.event_id)),
    "ticket_types": _bought,
    "discount_codes": lambda order, around: _joined(around.codes.get(order.id, [])),
    "tags": lambda order, around: _tags(order.tag_ids, around),
    "notes": lambda order, around: _joined(around.notes.get(order.id, [])),
    "attendees": lambda order, _: order.attendee_count,
    "checked_in": lambda order, _: order.checked_in_count,
}


def _figure(name: str) -> Attendee:
    def of(line: order_search.FoundAttendee, around: Surroundings) -> Cell:
        figures = around.figures.get(line.order_id)
        return "" if figures is None else getattr(figures, name)

    return of


def _order_total(line: order_search.FoundAttendee, around: Surroundings) -> Cell:
    figures = around.figures.get(line.order_id)
    return "" if figures is None else amount(figures.total_minor, figures.currency)


def _came_in(line: order_search.FoundAttendee, around: Surroundings) -> str:
    at = None if line.ticket_id is None else around.checked_in_at.get(line.ticket_id)
    return moment(at, _zone(around, line.event_id))


ATTENDEE_COLUMNS: Final[Mapping[str, Attendee]] = {
    "name": lambda line, _: line.name,
    "email": lambda line, _: line.email,
    "event": lambda line, around: around.titles.get(line.event_id, ""),
    "ticket_type": lambda line, around: around.ticket_types.get(line.ticket_type_id, ""),
    "state": lambda line, _: line.state,
    "is_transferred": lambda line, _: YES_OR_NO[line.is_transferred],
    "is_checked_in": lambda line, _: YES_OR_NO[line.is_checked_in],
    "checked_in_at": _came_in,
    "ticket_id": lambda line, _: "" if line.ticket_id is None else str(line.ticket_id),
    "order_number": lambda line, _: line.order_number,
    "order_state": lambda line, _: line.order_state,
    "placed_at": lambda line, around: moment(line.placed_at, _zone(around, line.event_id)),
    "buyer_name": _figure("buyer_name"),
    "buyer_email": _figure("buyer_email"),
    "currency": _figure("currency"),
    "order_total": _order_total,
    "order_total_minor": _figure("total_minor"),
    "discount_codes": lambda line, around: _joined(around.codes.get(line.order_id, [])),
    "tags": lambda line, around: _tags(line.tag_ids, around),
    "notes": lambda line, around: _joined(around.notes.get(line.attendee_id, [])),
}
COLUMNS: Final[Mapping[str, Mapping[str, Any]]] = {
    ExportKind.ORDERS.value: ORDER_COLUMNS,
    ExportKind.ATTENDEES.value: ATTENDEE_COLUMNS,
}


def is_column(kind: str, column_id: str) -> bool:
    return column_id in COLUMNS[kind] or (column_id.startswith(ANSWER) and column_id != ANSWER)


def order_cells(
    order: order_search.FoundOrder, columns: Iterable[ExportColumn], around: Surroundings
) -> list[Cell]:
    said = around.answers.get(order.id, {})
    return [
        said.get(each.id.removeprefix(ANSWER), "")
        if each.id.startswith(ANSWER)
        else ORDER_COLUMNS[each.id](order, around)
        for each in columns
    ]


def attendee_cells(
    line: order_search.FoundAttendee, columns: Iterable[ExportColumn], around: Surroundings
) -> list[Cell]:
    """What an attendee did not answer is taken from what the order as a whole says."""
    said = around.answers.get(line.order_id, {}) | around.answers.get(line.attendee_id, {})
    return [
        said.get(each.id.removeprefix(ANSWER), "")
        if each.id.startswith(ANSWER)
        else ATTENDEE_COLUMNS[each.id](line, around)
        for each in columns
    ]
