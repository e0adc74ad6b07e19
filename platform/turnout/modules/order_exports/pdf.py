"""Exports as PDF: a table with its heading, on paper that its columns fit on.

No clock, no database: what stands above the table comes with it. Widths are in points.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from turnout.assets.paper import tables
from turnout.assets.paper.tables import Table
from turnout.kernel.spreadsheet_files import Cell
from turnout.modules.order_exports import rules
from turnout.modules.order_exports.types import ExportColumn, OrderExport

USUAL_WIDTH: Final = 60.0
MOMENT: Final = 104.0
ANSWER: Final = 90.0
LONG_ID: Final = 82.0
"""In two lines: a UUID breaks at its hyphens."""
WIDTHS: Final = {
    "at": MOMENT,
    "actor": LONG_ID,
    "code_hash": LONG_ID,
    "currency": 44.0,
    "attendees": 44.0,
    "checked_in": 52.0,
    "is_transferred": 52.0,
    "is_checked_in": 52.0,
    "name": 92.0,
    "buyer_name": 92.0,
    "attendee_name": 92.0,
    "scanned_by": 84.0,
    "email": 112.0,
    "buyer_email": 112.0,
    "event": 96.0,
    "ticket_type": 80.0,
    "ticket_types": 100.0,
    "session": 92.0,
    "reason": 72.0,
    "kind": 76.0,
    "payment_reference": 96.0,
    "reference": 96.0,
    "notes": 128.0,
    "override_reason": 104.0,
    "undo_reason": 104.0,
}
"""Where the usual one is too narrow for what a column says, or wide for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Whose table it is: the event that its filter names, or else the organization."""

    name: str
    time_zone: str
    language: str


def width_of(column_id: str) -> float:
    """How much room a column needs."""
    if column_id.startswith(rules.ANSWER):
        return ANSWER
    if column_id.endswith("_at"):
        return MOMENT
    if column_id.endswith("_id"):
        return LONG_ID
    return WIDTHS.get(column_id, USUAL_WIDTH)


def fits(columns: Iterable[ExportColumn]) -> bool:
    """Whether the largest paper has room for them."""
    return tables.fits(width_of(each.id) for each in columns)


def draw_part(
    export: OrderExport, heading: Heading, rows: Iterable[Sequence[Cell]], *, position: int
) -> bytes:
    """The pages of one part; amounts and moments read as they do in a CSV."""
    cells = ([_cell(each) for each in row] for row in rows)
    return tables.draw_part(_table(export, heading), cells, position=position)


def file_of(export: OrderExport, heading: Heading, parts: Iterator[bytes]) -> Iterator[bytes]:
    """The whole file, piece by piece."""
    return tables.file_of(_table(export, heading), parts)


def _table(export: OrderExport, heading: Heading) -> Table:
    return Table(
        title=f"{export.title or export.kind} · {heading.name}",
        subtitle=tables.moment(export.created_at, heading.time_zone),
        columns=[(each.title, width_of(each.id)) for each in export.columns],
        language=heading.language,
        is_mirrored=export.is_right_to_left,
        made_at=export.created_at,
    )


def _cell(value: Cell) -> tuple[str, bool]:
    """What it says, and whether it is a number."""
    if isinstance(value, str):
        return value, False
    return str(value) if isinstance(value, int) else f"{value:f}", True
