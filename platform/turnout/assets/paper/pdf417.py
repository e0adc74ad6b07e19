"""PDF417 symbols (ISO/IEC 15438) in the shape that suits a box: rows of dark bars.

The encoder is pdf417gen's; here is how many columns a symbol gets, and its measures in modules.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pdf417gen import encode
from pdf417gen.compaction import compact

from turnout.assets.paper.qr_code import dark_runs

QUIET_MODULES: Final = 2
"""The white on each side that scanners need."""
ROW_MODULES: Final = 3
"""The height of a row."""
SECURITY_LEVEL: Final = 4
"""Thirty-two codewords correct errors: up to fifteen that are smudged are mended."""
_MODULES_OF_A_WORD: Final = 17
_MODULES_BESIDE: Final = 69
"""Start and stop patterns, and the indicators of the rows."""
_CORRECTION: Final = 2 ** (SECURITY_LEVEL + 1)
_MOST_COLUMNS: Final = 30
_ROWS: Final = range(3, 91)


@dataclass(frozen=True, slots=True)
class Pdf417:
    """A symbol: each row's dark bars as (start, width) in modules, without the quiet zone."""

    columns: int
    rows: Sequence[Sequence[tuple[int, int]]]

    @property
    def width(self) -> int:
        return _width_of(self.columns)

    @property
    def height(self) -> int:
        return len(self.rows) * ROW_MODULES

    def module_in(self, width: float, height: float) -> float:
        """The largest module with which the symbol and its quiet zone fit a box."""
        return _module(self.columns, len(self.rows), width, height)


def symbol_for(text: str, *, width: float, height: float) -> Pdf417:
    """The symbol whose modules are largest in such a box; ValueError where no symbol holds it."""
    words = 1 + len(list(compact(text.encode()))) + _CORRECTION
    shapes = [
        (columns, rows)
        for columns in range(1, _MOST_COLUMNS + 1)
        if (rows := -(-words // columns)) in _ROWS
    ]
    if not shapes:
        raise ValueError("this text is too long or too short for PDF417")
    columns, _ = max(shapes, key=lambda shape: _module(shape[0], shape[1], width, height))
    codes = encode(text, columns=columns, security_level=SECURITY_LEVEL)
    return Pdf417(columns, [list(dark_runs(_bits(row))) for row in codes])


def _bits(row: Sequence[int]) -> list[bool]:
    return [bit == "1" for pattern in row for bit in f"{pattern:b}"]


def _width_of(columns: int) -> int:
    return columns * _MODULES_OF_A_WORD + _MODULES_BESIDE


def _module(columns: int, rows: int, width: float, height: float) -> float:
    wide = _width_of(columns) + 2 * QUIET_MODULES
    return min(width / wide, height / (rows * ROW_MODULES + 2 * QUIET_MODULES))
