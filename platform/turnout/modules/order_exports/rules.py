"""Limits of exports, which columns there are, and the cells of a line. Pure."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Final

from turnout.kernel.file_formats import MOST_PDF_LINES, FileFormat
from turnout.kernel.spreadsheet_files import Cell
from turnout.modules.order_exports.columns import COLUMNS
from turnout.modules.order_exports.types import ExportColumn, ExportKind

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
ASKED: Final = frozenset({ExportKind.ORDERS.value, ExportKind.ATTENDEES.value})
"""Kinds whose lines can have answers to an event's questions."""


def most_rows(format_: str) -> int:
    """How many lines a file can have."""
    return MOST_PDF_LINES if format_ == FileFormat.PDF else MOST_ROWS


def is_column(kind: str, column_id: str) -> bool:
    if column_id in COLUMNS[kind]:
        return True
    return kind in ASKED and column_id.startswith(ANSWER) and column_id != ANSWER


def cells_of(
    kind: str,
    line: Any,
    columns: Iterable[ExportColumn],
    around: Any,
    *,
    answers: Mapping[str, str] | None = None,
) -> list[Cell]:
    """What the chosen columns say of a line, with the answers about it by question."""
    known, said = COLUMNS[kind], answers or {}
    return [
        said.get(each.id.removeprefix(ANSWER), "")
        if each.id.startswith(ANSWER)
        else known[each.id].cell(line, around)
        for each in columns
    ]
