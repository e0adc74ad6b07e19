"""Cells of tables that spreadsheets open: none of them becomes a formula.

A spreadsheet splits a line by the separator of its user's country, whatever the file was written
with: `;` in German and most other European ones. What follows a separator inside a cell may thus
become a cell of its own, and so may a line inside a cell that was not quoted from its beginning.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
"""By which spreadsheets know UTF-8."""
FORMULA_STARTS: Final = "=+-@＝＋－＠﹦﹢﹣﹫"
"""What begins a formula, also in the full-width and small forms that some spreadsheets fold."""

_PLACES: Final = r"(?:\A|(?<=[,;|\t\r\n]))"
_BLANKS: Final = r"(?:(?![\t\r\n])[\s\ufeff'])*"
_FORMULA: Final = rf"{_BLANKS}[{re.escape(FORMULA_STARTS)}]"
_TURNED: Final = r"\A(?='*[\t\r\n])"
_TO_GUARD: Final = re.compile(rf"{_TURNED}|{_PLACES}(?={_FORMULA})")
_GUARDED: Final = re.compile(rf"{_TURNED}'|{_PLACES}'(?={_FORMULA})")


def guard(cell: str) -> str:
    """Put an apostrophe before whatever a spreadsheet takes for a formula.

    `unguard` gives back the very same text.
    """
    return _TO_GUARD.sub("'", cell)


def unguard(cell: str) -> str:
    """Take away the apostrophes that `guard` put."""
    return _GUARDED.sub("", cell)


def csv_rows(several: Iterable[Sequence[str]]) -> bytes:
    """CSV of some rows (RFC 4180) in UTF-8, safe to open; a file begins with the mark."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([guard(cell) for cell in row] for row in several)
    return out.getvalue().encode()
