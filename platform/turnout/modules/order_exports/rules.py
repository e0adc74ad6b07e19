"""Limits of exports, which columns there are, and the cells of a line. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from turnout.kernel.file_formats import MOST_PDF_LINES, FileFormat
from turnout.kernel.spreadsheet_files import Cell
from turnout.modules.order_exports.columns import COLUMNS
from turnout.modules.order_exports.types import ExportColumn, ExportKind

MOST_ROWS: Final = 200_000
ROWS_OF_A_PART: Final = 2_500
LINES_OF_A_PDF_PART: Final = 1_000
"""Drawing a line takes a hundred times as long as writing it."""
WORKERS: Final = 4
"""How many make the parts of one export at a time, where as many have nothing else to do."""
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


def rows_of_a_part(format_: str) -> int:
    """How many lines are made at once, and made again where a worker was killed."""
    if format_ == FileFormat.PDF:
        return min(ROWS_OF_A_PART, LINES_OF_A_PDF_PART)
    return ROWS_OF_A_PART


def is_column(kind: str, column_id: str) -> bool:
    if column_id in COLUMNS[kind]:
        return True
    return kind in ASKED and column_id.startswith(ANSWER) and column_id != ANSWER


def rows_of(
    kind: str,
    lines: Sequence[Any],
    columns: Iterable[ExportColumn],
    around: Any,
    *,
    answers: Sequence[Mapping[str, str]] = (),
) -> list[tuple[Cell, ...]]:
    """What the chosen columns say of each line, with the answers about each by question.

    Column by column: a column is looked up once for all lines.
    """
    said = [
        [each.get(column.id.removeprefix(ANSWER), "") for each in answers]
        if column.id.startswith(ANSWER)
        else COLUMNS[kind][column.id].cells(lines, around)
        for column in columns
    ]
    return list(zip(*said, strict=True))
