"""A camera that looks at a QR code: a short film for Chromium's fake device."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from turnout.assets.paper.qr_code import QUIET_CELLS, cells_of

WIDTH, HEIGHT = 640, 480
CELL = 6
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


def film(path: Path, text: str, look: str | None = None) -> Path:
    """Y4M of one still: the code in the middle, black on white, on a grey ground."""
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
    if look is not None:
        seen = LOOKS[look](Image.frombytes("L", (WIDTH, HEIGHT), bytes(luma)))
        luma = bytearray(seen.tobytes())
    still = b"FRAME\n" + bytes(luma) + bytes([128]) * (WIDTH * HEIGHT // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F15:1 Ip A1:1 C420jpeg\n".encode() + still * 2)
    return path


def flags(path: Path) -> tuple[str, ...]:
    """How Chromium takes the film for its camera, and nobody has to allow it."""
    return (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={path}",
    )
