"""A camera that looks at a ticket's code: a short film for Chromium's fake device."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from turnout.assets.paper.code128 import QUIET_MODULES, bars_of, modules_of
from turnout.assets.paper.pdf417 import ROW_MODULES, symbol_for
from turnout.assets.paper.qr_code import QUIET_CELLS, cells_of

WIDTH, HEIGHT = 640, 480
CELL = 6
BAR = 2
"""Dots of the camera to a module of a bar code."""
GREY, DARK, LIGHT = 120, 16, 235


def _dark(still: Image.Image) -> Image.Image:
    """A hall at night: an eighth of the light, and so of the contrast."""
    return still.point(lambda level: DARK + (level - DARK) // 8)


def _tilted(still: Image.Image) -> Image.Image:
    return still.rotate(25, resample=Image.Resampling.BILINEAR, fillcolor=GREY)


def _cracked(still: Image.Image) -> Image.Image:
    """Lines over the code, as a broken screen has them."""
    pen = ImageDraw.Draw(still)
    for start, end in (((200, 90), (420, 400)), ((215, 330), (430, 210)), ((330, 80), (300, 410))):
        pen.line((start, end), fill=LIGHT, width=3)
    return still


def _small(still: Image.Image) -> Image.Image:
    """A printed ticket at arm's length: less than three dots of the camera for each cell."""
    near = still.resize((WIDTH * 9 // 20, HEIGHT * 9 // 20), Image.Resampling.LANCZOS)
    far = Image.new("L", (WIDTH, HEIGHT), GREY)
    far.paste(near, ((WIDTH - near.width) // 2, (HEIGHT - near.height) // 2))
    return far


LOOKS: Final[dict[str, Callable[[Image.Image], Image.Image]]] = {
    "dark": _dark,
    "tilted": _tilted,
    "cracked": _cracked,
    "small": _small,
}
"""How a ticket is hard to read."""


def film(path: Path, text: str, look: str | None = None, symbol: str = "qr") -> Path:
    """Y4M of one still: the code in the middle, black on white, on a grey ground."""
    luma = SYMBOLS[symbol](text)
    if look is not None:
        seen = LOOKS[look](Image.frombytes("L", (WIDTH, HEIGHT), bytes(luma)))
        luma = bytearray(seen.tobytes())
    return _write(path, luma)


def film_of_two(path: Path, first: str, second: str, *, is_aimed: bool) -> Path:
    """The same with two codes: beside each other, or the first in the middle of the picture."""
    still = Image.new("L", (WIDTH, HEIGHT), GREY)
    places = ((WIDTH // 2, HEIGHT // 2), (WIDTH - 90, 90)) if is_aimed else ((160, 240), (480, 240))
    for text, (x, y) in zip((first, second), places, strict=True):
        paper = Image.frombytes("L", (WIDTH, HEIGHT), bytes(_qr(text)))
        side = (len(cells_of(text)) + 2 * QUIET_CELLS) * CELL
        left, top = (WIDTH - side) // 2, (HEIGHT - side) // 2
        code = paper.crop((left, top, left + side, top + side))
        code = code.resize((side // 2, side // 2), Image.Resampling.NEAREST)
        still.paste(code, (x - code.width // 2, y - code.height // 2))
    return _write(path, bytearray(still.tobytes()))


def _write(path: Path, luma: bytearray) -> Path:
    still = b"FRAME\n" + bytes(luma) + bytes([128]) * (WIDTH * HEIGHT // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F15:1 Ip A1:1 C420jpeg\n".encode() + still * 2)
    return path


def _qr(text: str) -> bytearray:
    luma = bytearray([GREY]) * (WIDTH * HEIGHT)
    cells = cells_of(text)
    side = len(cells) + 2 * QUIET_CELLS
    left, top = (WIDTH - side * CELL) // 2, (HEIGHT - side * CELL) // 2
    for y in range(side * CELL):
        row = cells[y // CELL - QUIET_CELLS] if 0 <= y // CELL - QUIET_CELLS < len(cells) else ()
        for x in range(side * CELL):
            column = x // CELL - QUIET_CELLS
            is_dark = 0 <= column < len(row) and row[column]
            luma[(top + y) * WIDTH + left + x] = DARK if is_dark else LIGHT
    return luma


def _code128(text: str) -> bytearray:
    bars = bars_of(text)
    return _barred([bars], modules=modules_of(bars), row=140, quiet=QUIET_MODULES)


def _pdf417(text: str) -> bytearray:
    symbol = symbol_for(text, width=WIDTH, height=HEIGHT)
    return _barred(symbol.rows, modules=symbol.width, row=ROW_MODULES * BAR, quiet=QUIET_MODULES)


def _barred(
    rows: Sequence[Sequence[tuple[int, int]]], *, modules: int, row: int, quiet: int
) -> bytearray:
    """Rows of bars on white paper that is `quiet` modules larger on each side."""
    paper = ((modules + 2 * quiet) * BAR, len(rows) * row + 2 * quiet * BAR)
    still = Image.new("L", (WIDTH, HEIGHT), GREY)
    left, top = (WIDTH - paper[0]) // 2, (HEIGHT - paper[1]) // 2
    still.paste(LIGHT, (left, top, left + paper[0], top + paper[1]))
    for number, bars in enumerate(rows):
        y = top + quiet * BAR + number * row
        for start, wide in bars:
            x = left + (quiet + start) * BAR
            still.paste(DARK, (x, y, x + wide * BAR, y + row))
    return bytearray(still.tobytes())


SYMBOLS: Final[dict[str, Callable[[str], bytearray]]] = {
    "qr": _qr,
    "code128": _code128,
    "pdf417": _pdf417,
}


def flags(path: Path) -> tuple[str, ...]:
    """How Chromium takes the film for its camera, and nobody has to allow it."""
    return (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={path}",
    )
