"""Tables of spreadsheets: their bytes as text, and cells of which none becomes a formula.

A spreadsheet splits a line by the separator of its user's country, whatever the file was written
with: `;` in German and most other European ones. What follows a separator inside a cell may thus
become a cell of its own, and so may a line inside a cell that was not quoted from its beginning.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple, cast

from charset_normalizer import from_bytes

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
"""By which spreadsheets know UTF-8."""
BYTE_ORDER_MARKS: Final = (
    (BYTE_ORDER_MARK, "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
WITHOUT_MARK: Final = ["utf_16_le", "utf_16_be", "cp1252"]
"""What spreadsheets write besides UTF-8, and do not say."""
SAMPLE_BYTES: Final = 100_000
FORMULA_STARTS: Final = "=+-@＝＋－＠﹦﹢﹣﹫"
"""What begins a formula, also in the full-width and small forms that some spreadsheets fold."""

_PLACES: Final = r"(?:\A|(?<=[,;|\t\r\n]))"
_BLANKS: Final = r"(?:(?![\t\r\n])[\s\ufeff'])*"
_FORMULA: Final = rf"{_BLANKS}[{re.escape(FORMULA_STARTS)}]"
_TURNED: Final = r"\A(?='*[\t\r\n])"
_TO_GUARD: Final = re.compile(rf"{_TURNED}|{_PLACES}(?={_FORMULA})")
_GUARDED: Final = re.compile(rf"{_TURNED}'|{_PLACES}'(?={_FORMULA})")
_PLAIN: Final = r"\w[^,;|\t\r\n\"\x1f]*+"
"""Begins with a letter or digit and has no separator: nothing in it can become a formula."""
_IS_PLAIN: Final = re.compile(_PLAIN).fullmatch
_BETWEEN: Final = "\x1f"
_ARE_PLAIN: Final = re.compile(rf"(?:{_PLAIN})?+(?:\x1f(?:{_PLAIN})?+)*+").fullmatch


class Undecodable(ValueError):
    """The bytes are no text that a spreadsheet writes; `line` is where that shows."""

    def __init__(self, line: int) -> None:
        super().__init__("The file is neither UTF-8, UTF-16 nor Windows-1252.")
        self.line = line


def decode(data: bytes) -> tuple[str, str]:
    """The text of a table and its encoding: by its mark, else UTF-8, else what it looks like."""
    named = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(named)
        if "\x00" not in text[:SAMPLE_BYTES]:
            return text, named
    except UnicodeDecodeError as broken:
        if named != "utf-8":
            raise Undecodable(data.count(b"\n", 0, broken.start) + 1) from broken
    found = from_bytes(data[:SAMPLE_BYTES], cp_isolation=WITHOUT_MARK).best()
    encoding = "cp1252" if found is None else found.encoding.replace("_", "-")
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as broken:
        raise Undecodable(data.count(b"\n", 0, broken.start) + 1) from broken


def guard(cell: str) -> str:
    """Put an apostrophe before whatever a spreadsheet takes for a formula.

    `unguard` gives back the very same text.
    """
    return cell if not cell or _IS_PLAIN(cell) else _TO_GUARD.sub("'", cell)


def unguard(cell: str) -> str:
    """Take away the apostrophes that `guard` put."""
    return _GUARDED.sub("", cell)


def csv_rows(several: Iterable[Sequence[str | int | Decimal]]) -> bytes:
    """Lines of a CSV file in UTF-8, all of one length; a part of one.

    A number is no formula, a negative one neither; a text that looks like one might be.
    """
    columns = [_written(column) for column in zip(*several, strict=True)]
    lines = zip(*(column.cells for column in columns), strict=True)
    if len(columns) > 1 and all(column.is_plain for column in columns):
        return "".join([f"{','.join(line)}\r\n" for line in lines]).encode()
    out = io.StringIO(newline="")
    csv.writer(out).writerows(lines)
    return out.getvalue().encode()


class _Column(NamedTuple):
    cells: Sequence[str]
    is_plain: bool
    """None of them needs quotes."""


def _written(column: Sequence[str | int | Decimal]) -> _Column:
    """The cells of a column as they stand in a file; one look tells most that all are plain."""
    kinds = set(map(type, column))
    if kinds == {str}:
        texts = cast("Sequence[str]", column)
        is_plain = _ARE_PLAIN(_BETWEEN.join(texts)) is not None
        return _Column(texts if is_plain else list(map(guard, texts)), is_plain)
    is_plain = not any(issubclass(kind, str) for kind in kinds)
    return _Column([_csv_cell(cell) for cell in column], is_plain)


def _csv_cell(value: str | int | Decimal) -> str:
    if isinstance(value, str):
        return guard(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)
