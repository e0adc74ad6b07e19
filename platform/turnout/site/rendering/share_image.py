"""The picture that goes along when somebody shares a page: its title, day and place. Pure.

The same card gives the same bytes, so its address may bear their mark and be kept for good.
"""

import hashlib
import io
from dataclasses import astuple, dataclass
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

from turnout.assets.paper.shaping import Style, fit, shape_line
from turnout.site.rendering.text_raster import Colour, draw_line

WIDTH: Final = 1200
HEIGHT: Final = 630
EDGE: Final = 84
SHORT_SIZES: Final = (120, 108, 96)
"""Of a title that fits one line."""
TITLE_SIZES: Final = (84, 72, 62, 54)
LINE_SIZES: Final = (38, 34, 30)
LEADING: Final = 1.18
INK: Final = (255, 255, 255)
SOFT: Final = (226, 236, 234)
SCHEMES: Final[tuple[tuple[str, str, str], ...]] = (
    ("#0b5e57", "#12827a", "#f2b45c"),
    ("#25346b", "#4058a8", "#f08a6c"),
    ("#6b2140", "#a43a5f", "#f6c48a"),
    ("#3b3a1f", "#6c6a35", "#e8d07a"),
    ("#16425b", "#2a6f92", "#9fd3c7"),
    ("#5a2a12", "#96491f", "#f3c35a"),
    ("#33235e", "#5f46a0", "#e79ac0"),
    ("#1c3d2a", "#3a6e48", "#f0e2a0"),
)
"""The colours of drawn covers, in their order: from, to, and the disc."""
DISC: Final = 190
RING_STEP: Final = 46
RINGS: Final = 12
RING_LIGHT: Final = 24
DRAWING: Final = "1"
"""Raised when the drawing changes: another picture must have another address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    title: str
    above: str = ""
    """Who or what it belongs to."""
    below: tuple[str, ...] = ()
    """When and where."""
    pattern: int = 0
    language: str = ""
    """Decides how characters look that languages share."""

    @property
    def mark(self) -> str:
        return hashlib.sha256(repr((DRAWING, astuple(self))).encode()).hexdigest()[:20]


@lru_cache(maxsize=48)
def png_of(card: Card) -> bytes:
    """1200 by 630 pixels, the size that every network takes; some tens of kilobytes."""
    style = Style(bold=True, language=card.language)
    room = WIDTH - 2 * EDGE
    is_short = shape_line(card.title, style).width * SHORT_SIZES[-1] <= room
    sizes = SHORT_SIZES if is_short else TITLE_SIZES
    title = fit(card.title, style, width=room, sizes=sizes, max_lines=1 if is_short else 3)
    is_rtl = any(piece.is_rtl for line in title.lines[:1] for piece in line.pieces)
    image = _background(card.pattern % len(SCHEMES), is_rtl).copy()
    if card.above:
        _write(image, card.above, 118, is_rtl=is_rtl, colour=SOFT, bold=True)
    step = round(title.size * LEADING)
    y = 330 - step * (len(title.lines) - 1) // 2 + round(title.size * 0.2)
    for line in title.lines:
        width = line.width * title.size
        x = WIDTH - EDGE - width if is_rtl else float(EDGE)
        draw_line(image, line, (x, y), size=round(title.size), colour=INK)
        y += step
    for number, text in enumerate(reversed(card.below)):
        _write(image, text, 556 - number * 52, is_rtl=is_rtl, colour=INK, bold=number > 0)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _write(
    image: Image.Image, text: str, y: int, *, is_rtl: bool, colour: Colour, bold: bool
) -> None:
    style = Style(bold=bold)
    fitted = fit(text, style, width=WIDTH * 0.72, sizes=LINE_SIZES, max_lines=1)
    line = fitted.lines[0] if fitted.lines else shape_line("", style)
    width = line.width * fitted.size
    x = WIDTH - EDGE - width if is_rtl else float(EDGE)
    draw_line(image, line, (x, y), size=round(fitted.size), colour=colour)


@lru_cache(maxsize=4)
def _background(pattern: int, is_rtl: bool) -> Image.Image:  # noqa: FBT001  half of the cache's key
    """The colours of a drawn cover with its disc and rings in the lower corner."""
    first, second, disc = SCHEMES[pattern]
    ramp = Image.linear_gradient("L").resize((2 * WIDTH, 2 * WIDTH))
    turned = ramp.rotate(65, resample=Image.Resampling.BILINEAR)
    box = (WIDTH - WIDTH // 2, WIDTH - HEIGHT // 2)
    mask = turned.crop((*box, box[0] + WIDTH, box[1] + HEIGHT))
    image = Image.composite(
        Image.new("RGB", (WIDTH, HEIGHT), second), Image.new("RGB", (WIDTH, HEIGHT), first), mask
    )
    _decorate(image, disc)
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if is_rtl else image


def _decorate(image: Image.Image, disc: str) -> None:
    twice = (WIDTH * 2, HEIGHT * 2)
    x, y = round(twice[0] * 0.93), round(twice[1] * 1.08)
    rings = Image.new("L", twice)
    pen = ImageDraw.Draw(rings)
    for number in range(RINGS, 0, -1):
        radius = (DISC + number * RING_STEP) * 2
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RING_LIGHT, width=5)
    image.paste((255, 255, 255), (0, 0), rings.resize(image.size, Image.Resampling.BOX))
    circle = Image.new("L", twice)
    radius = DISC * 2
    ImageDraw.Draw(circle).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    image.paste(disc, (0, 0), circle.resize(image.size, Image.Resampling.BOX))
