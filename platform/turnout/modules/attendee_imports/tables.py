"""Tables as files: CSV of any make and XLSX, read as rows of texts. Nothing in them is computed."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from turnout.kernel.errors import FieldError
from turnout.kernel.spreadsheets import Undecodable, decode, unguard
from turnout.modules.attendee_imports.errors import TableTooLarge, TableUnreadable

MOST_BYTES: Final = 10_000_000
MOST_UNPACKED_BYTES: Final = 100_000_000
"""What the parts of a workbook may come to; its sheets are texts, which pack well."""
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 100
LONGEST_CELL: Final = 2_000
LAST_LINE: Final = 1_048_576
"""The last line that a sheet can have, whatever a file says."""
DELIMITERS: Final = (",", ";", "\t", "|")
WORKBOOK: Final = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Table:
    """The names in the first line, and each further line that is not blank with its number."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(data: bytes) -> Table:
    """Read a table whose first line names the columns; by its content, whatever it is called.

    TableTooLarge above the limits, TableUnreadable for what is no table.
    """
    if len(data) > MOST_BYTES:
        raise TableTooLarge(limit_bytes=MOST_BYTES)
    lines = _sheet(data) if data.startswith(WORKBOOK) else _csv(data)
    filled = ((line, cells) for line, cells in lines if any(cells))
    first = next(filled, None)
    if first is None:
        raise _unreadable("The file is empty.", "empty")
    columns = _trimmed(first[1])
    rows = tuple(_bounded(filled, len(columns)))
    if not rows:
        raise _unreadable("The file has no rows below its first line.", "no-rows")
    return Table(columns=tuple(columns), rows=rows)


def _bounded(
    lines: Iterable[tuple[int, list[str]]], width: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows as wide as the first line; cells beyond it have no name and are left out."""
    for number, (line, cells) in enumerate(lines, start=1):
        if number > MOST_ROWS:
            raise TableTooLarge(f"The table has more than {MOST_ROWS} rows.", limit_rows=MOST_ROWS)
        yield line, (*cells[:width], *[""] * (width - len(cells)))


def _trimmed(cells: list[str]) -> list[str]:
    """The names without empty ones at the end."""
    named = [number for number, cell in enumerate(cells, start=1) if cell]
    if named[-1] > MOST_COLUMNS:
        raise TableTooLarge(
            f"The table has more than {MOST_COLUMNS} columns.", limit_columns=MOST_COLUMNS
        )
    return cells[: named[-1]]


def _text(raw: str, line: int) -> str:
    text = raw.replace("\x00", "").strip()
    if len(text) > LONGEST_CELL:
        says = f"A cell in line {line} has more than {LONGEST_CELL} signs."
        raise TableTooLarge(says, limit_signs=LONGEST_CELL)
    return text


def _csv(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text, _ = decode(data)
    except Undecodable as broken:
        raise _unreadable(str(broken), "bad-encoding") from broken
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as broken:
            raise _unreadable(f"The table is broken in line {line}: {broken}.", "broken") from None
        if cells is None:
            return
        yield line, [_text(unguard(cell), line) for cell in cells]


def _delimiter(text: str) -> str:
    """The one by which the first line falls into the most cells."""
    first = text.lstrip("\r\n").partition("\n")[0]

    def cells(delimiter: str) -> int:
        try:
            return len(next(csv.reader([first], delimiter=delimiter), []))
        except csv.Error:
            return 0

    return max(DELIMITERS, key=cells)


def _sheet(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The first sheet of a workbook, line by line; formulas stay the texts that they are."""
    _require_harmless(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of looks that the library would lose when writing
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            lines = sheet.iter_rows(max_row=LAST_LINE, max_col=MOST_COLUMNS + 1, values_only=True)
            for line, cells in enumerate(lines, start=1):
                if any(cell is not None for cell in cells):
                    yield line, [_text(_written(cell), line) for cell in cells]
    except (
        *(InvalidFileException, zipfile.BadZipFile, KeyError, IndexError, ValueError, TypeError),
        *(AttributeError, SyntaxError, OSError, EOFError, NotImplementedError),
    ) as broken:
        # SyntaxError: what XML parsers raise. A broken workbook fails anywhere in the library.
        raise _unreadable("The workbook is broken or protected.", "broken") from broken


def _require_harmless(data: bytes) -> None:
    """Refuse what unfolds to more than a table could; nothing is unpacked for that."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            is_workbook = "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
        raise _unreadable("The workbook is broken.", "broken") from broken
    if unpacked > MOST_UNPACKED_BYTES:
        raise TableTooLarge("The workbook unfolds to far more than a table of attendees.")
    if not is_workbook:
        raise _unreadable("This archive is no XLSX workbook.", "no-workbook")


def _written(value: Any) -> str:
    """A cell as it would be typed; of numbers what CSV would say."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            is_day = value.time() == time()
            return value.date().isoformat() if is_day else value.isoformat(timespec="minutes")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _unreadable(says: str, code: str) -> TableUnreadable:
    return TableUnreadable(FieldError("/table", says, code))
