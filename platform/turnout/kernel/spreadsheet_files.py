"""Files for spreadsheets: lines as CSV or as rows of a workbook (XLSX), and the file around them.

A workbook is a frame that openpyxl makes, with the rows put in where it has its last one: they were
made part by part, and a file is never held whole.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Any, Final, TypeAlias
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from turnout.kernel.file_formats import FileFormat, ReportFile, require_fits_on_paper
from turnout.kernel.spreadsheets import BYTE_ORDER_MARK, csv_rows, guard
from turnout.kernel.zip_stream import zipped
from turnout_sdk.currencies import exponent_of

Cell: TypeAlias = str | int | Decimal
"""A text, a count, or an amount with as many decimals as its currency has."""
LONGEST_CELL: Final = 32_767
"""What a cell of a workbook can hold."""
NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SHEET: Final = "xl/worksheets/sheet1.xml"
END_OF_ROWS: Final = b"</sheetData>"
MOST_AMOUNTS: Final = 10_000
NUMBERS: Final = ("0", "0.0", "0.00", "0.000", "0.0000")
"""Formats of amounts by their decimals."""
FIRST_STYLE: Final = 2
"""The frame's styles: none, the head line's, then those of amounts."""


@lru_cache(maxsize=MOST_AMOUNTS)
def amount(minor: int, currency: str) -> Decimal:
    """An amount as people write it, with the decimals of its currency."""
    return Decimal(minor).scaleb(-exponent_of(currency))


def encode(format_: str, rows: Iterable[Sequence[Cell]]) -> bytes:
    """Some lines as a part of a file."""
    if format_ == FileFormat.CSV:
        return csv_rows(rows)
    return "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows).encode()


def sheet_of(
    format_: str, titles: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> Iterator[bytes]:
    """The whole file of a few lines."""
    return long_sheet(format_, titles, [rows])


def long_sheet(
    format_: str, titles: Sequence[str], parts: Iterable[Iterable[Sequence[Cell]]]
) -> Iterator[bytes]:
    """The whole file of many lines; none of its parts is read before it is sent."""
    pieces = (encode(format_, rows) for rows in parts)
    return assemble(format_, titles, pieces, is_right_to_left=False)


def report_file(
    stem: str,
    format_: FileFormat,
    *,
    line_count: int,
    draw: Callable[[], Iterator[bytes]],
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
) -> ReportFile:
    """A report as `draw` has it on paper, where its lines fit, or as a sheet of these rows."""
    if format_ is FileFormat.PDF:
        require_fits_on_paper(line_count)
        return ReportFile.of(stem, format_, draw())
    return ReportFile.of(stem, format_, sheet_of(format_, columns, rows))


def assemble(
    format_: str, titles: Sequence[str], parts: Iterator[bytes], *, is_right_to_left: bool
) -> Iterator[bytes]:
    """The whole file, piece by piece."""
    if format_ == FileFormat.CSV:
        yield BYTE_ORDER_MARK + csv_rows([titles])
        yield from parts
    else:
        yield from zipped(_workbook(titles, parts, is_right_to_left=is_right_to_left))


def _cell(value: Cell) -> str:
    if isinstance(value, Decimal):
        digits = -int(value.as_tuple().exponent)
        return f'<c s="{FIRST_STYLE + digits}"><v>{value:f}</v></c>'
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    if not value:
        return "<c/>"
    text = guard(NOT_XML.sub("", value))[:LONGEST_CELL]
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _workbook(
    titles: Sequence[str], parts: Iterator[bytes], *, is_right_to_left: bool
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files of a workbook: those of the frame, with the parts among the rows of its sheet."""
    frame = zipfile.ZipFile(_frame(titles, is_right_to_left=is_right_to_left))
    for entry in frame.infolist():
        said = frame.read(entry)
        if entry.filename != SHEET:
            yield entry.filename, [said]
            continue
        head, end, rest = said.partition(END_OF_ROWS)
        yield SHEET, chain([head], parts, [end + rest])


def _frame(titles: Sequence[str], *, is_right_to_left: bool) -> io.BytesIO:
    """A workbook with the head line alone, which stays in sight; it knows the styles of amounts."""
    workbook = openpyxl.Workbook(write_only=True)
    workbook.properties.created = workbook.properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001
    sheet = workbook.create_sheet("Export")
    sheet.sheet_view.rightToLeft = is_right_to_left
    sheet.freeze_panes = "A2"
    sheet.append([_head(sheet, title) for title in titles])
    styles = [_style_of(sheet, each) for each in NUMBERS]
    if styles != list(range(FIRST_STYLE, FIRST_STYLE + len(NUMBERS))):
        raise ValueError(f"the styles of amounts are {styles}")
    file = io.BytesIO()
    workbook.save(file)
    file.seek(0)
    return file


def _head(sheet: Any, title: str) -> Any:
    cell = WriteOnlyCell(sheet, guard(NOT_XML.sub("", title))[:LONGEST_CELL])
    cell.font = Font(bold=True)
    return cell


def _style_of(sheet: Any, number_format: str) -> int:
    """The number under which the workbook knows a style from now on."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = number_format
    return int(cell.style_id)
