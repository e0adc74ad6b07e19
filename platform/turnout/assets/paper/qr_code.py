"""QR codes: their dark cells, and drawings of them as SVG.

The mask is fixed: choosing the best of eight costs four times the drawing, and scanners do not
care.
"""

import html
import struct
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import starmap
from typing import Final

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.util import MODE_8BIT_BYTE, QRData

Cells = Sequence[Sequence[bool]]

QUIET_CELLS: Final = 4
"""The white border that scanners need, in cells."""
_MASK: Final = 2


def cells_of(text: str) -> Cells:
    """The cells of a code row by row, dark ones true; without the quiet zone.

    It corrects errors at level M, or at Q or H where that makes it no larger.
    """
    data = text.encode()
    version, level = _version_of(len(data))
    code = _new_code(data, version=version, level=level)
    code.make(fit=False)
    return [[bool(cell) for cell in row] for row in code.modules]


def _new_code(data: bytes, *, version: int | None, level: int) -> QRCode:
    code = QRCode(version, error_correction=level, mask_pattern=_MASK, border=0)
    code.add_data(QRData(data, mode=MODE_8BIT_BYTE))
    return code


@lru_cache(maxsize=256)
def _version_of(length: int) -> tuple[int, int]:
    """The smallest version for so many bytes at level M, and the best level that it has room for.

    Looking for them takes half the time of a code.
    """
    version = _smallest(length, ERROR_CORRECT_M)
    return version, next(
        (each for each in (ERROR_CORRECT_H, ERROR_CORRECT_Q) if _fits(length, version, each)),
        ERROR_CORRECT_M,
    )


def _fits(length: int, version: int, level: int) -> bool:
    try:
        return _smallest(length, level) <= version
    except DataOverflowError:
        return False


def _smallest(length: int, level: int) -> int:
    return int(_new_code(bytes(length), version=None, level=level).best_fit())


def dark_runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """(start, length) of each run of dark cells in a row."""
    start = None
    for column, dark in enumerate((*row, False)):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            yield start, column - start
            start = None


def inline_svg(text: str) -> str:
    """An SVG element without size and quiet zone: the page's style sheet gives it both."""
    cells = cells_of(text)
    box = f'viewBox="0 0 {len(cells)} {len(cells)}"'
    return f'<svg {box} class="qr"><path stroke="#000" d="{_strokes(cells, 0)}"/></svg>'


def svg_file(text: str, *, cell: int, ink: str = "#000") -> bytes:
    """An SVG file, titled by its text, with its quiet zone in white; `cell` is in pixels."""
    cells = cells_of(text)
    count = len(cells) + 2 * QUIET_CELLS
    side = count * cell
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}"'
        f' viewBox="0 0 {count} {count}" class="qr"><title>{html.escape(text)}</title>'
        f'<path fill="#ffffff" d="M0 0h{count}v{count}h-{count}z"/>'
        f'<path stroke="{ink}" d="{_strokes(cells, QUIET_CELLS)}"/></svg>\n'
    ).encode()


def png_file(text: str, *, cell: int, ink: str) -> bytes:
    """A PNG of two colours with its quiet zone; `cell` is in pixels, `ink` such as `#0b5e57`."""
    cells = cells_of(text)
    side = (len(cells) + 2 * QUIET_CELLS) * cell
    blank = _packed([False] * (len(cells) + 2 * QUIET_CELLS), cell)
    border = [False] * QUIET_CELLS
    rows = [_packed([*border, *row, *border], cell) for row in cells]
    quiet = [blank] * QUIET_CELLS
    lines = b"".join(row * cell for row in (*quiet, *rows, *quiet))
    head = struct.pack(">IIBBBBB", side, side, 1, 3, 0, 0, 0)  # one bit a dot, by a palette
    palette = b"\xff\xff\xff" + bytes.fromhex(ink.removeprefix("#"))
    parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(starmap(_chunk, parts))


def _packed(row: Sequence[bool], cell: int) -> bytes:
    """A line of dots, eight to a byte, behind the byte that says that nothing filters it."""
    bits = "".join(("1" if dark else "0") * cell for dark in row)
    bits += "0" * (-len(bits) % 8)
    return b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")


def _chunk(kind: bytes, content: bytes) -> bytes:
    size, sum_ = struct.pack(">I", len(content)), struct.pack(">I", zlib.crc32(kind + content))
    return size + kind + content + sum_


def _strokes(cells: Cells, border: int) -> str:
    """A path with a line, one cell wide, along the middle of each run of dark cells."""
    path, x, y = ["M0 0.5"], 0, 0
    for row, line in enumerate(cells, start=border):
        for start, length in dark_runs(line):
            path.append(f"m{start + border - x} {row - y}h{length}")
            x, y = start + border + length, row
    return "".join(path)
