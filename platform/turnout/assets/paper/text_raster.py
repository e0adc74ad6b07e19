"""Shaped text as pixels: the outlines of glyphs, filled and smoothed.

Pillow draws glyphs by character only. What HarfBuzz has shaped is known by the glyph's number,
so its outline is taken from the face itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil
from typing import Final

from PIL import Image, ImageDraw

from turnout.assets.paper.fonts import Typeface
from turnout.assets.paper.glyphs import Line

Colour = tuple[int, int, int]
Point = tuple[float, float]

SMOOTH: Final = 4
"""Outlines are filled so many times larger and then shrunk."""
CURVE_STEPS: Final = 6
FAUX_BOLD: Final = 0.03
"""Of the size, for faces without a bold file."""
CORNERS: Final = 3


@dataclass(slots=True)
class Pen:
    """Collects a glyph's contours as polygons."""

    contours: list[list[Point]] = field(default_factory=list)

    def moveTo(self, point: Point) -> None:  # noqa: N802  the pen's names are HarfBuzz's
        self.contours.append([point])

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self.contours[-1].append(point)

    def qCurveTo(self, control: Point, end: Point) -> None:  # noqa: N802
        start = self.contours[-1][-1]
        for step in range(1, CURVE_STEPS + 1):
            t = step / CURVE_STEPS
            self.contours[-1].append(
                (
                    (1 - t) ** 2 * start[0] + 2 * (1 - t) * t * control[0] + t * t * end[0],
                    (1 - t) ** 2 * start[1] + 2 * (1 - t) * t * control[1] + t * t * end[1],
                )
            )

    def curveTo(self, first: Point, second: Point, end: Point) -> None:  # noqa: N802
        start = self.contours[-1][-1]
        for step in range(1, CURVE_STEPS + 1):
            t, u = step / CURVE_STEPS, 1 - step / CURVE_STEPS
            parts = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
            points = (start, first, second, end)
            self.contours[-1].append(
                (
                    sum(part * each[0] for part, each in zip(parts, points, strict=True)),
                    sum(part * each[1] for part, each in zip(parts, points, strict=True)),
                )
            )

    def closePath(self) -> None:  # noqa: N802
        pass


@dataclass(frozen=True, slots=True)
class Stamp:
    """A filled glyph; `left` and `top` lead from its origin on the baseline to its corner."""

    mask: Image.Image
    left: int
    top: int


def draw_line(image: Image.Image, line: Line, at: Point, *, size: int, colour: Colour) -> None:
    """Draw a shaped line with its baseline at a point, its left end first whatever the script."""
    x = at[0]
    for piece in line.pieces:
        for cluster in piece.clusters:
            for glyph in cluster.glyphs:
                stamp = _stamp(piece.typeface, glyph.id, size)
                if stamp is not None:
                    left = round(x + glyph.x_offset * size / 1000) + stamp.left
                    top = round(at[1] - glyph.y_offset * size / 1000) + stamp.top
                    image.paste(colour, (left, top), stamp.mask)
                x += glyph.advance * size / 1000


@lru_cache(maxsize=1024)
def _stamp(face: Typeface, glyph: int, size: int) -> Stamp | None:
    """The glyph in that many pixels to the em; None for one without ink."""
    pen = Pen()
    face.font.draw_glyph_with_pen(glyph, pen)
    scale = size * SMOOTH / face.units_per_em
    contours = [
        [(x * scale, -y * scale) for x, y in contour]
        for contour in pen.contours
        if len(contour) >= CORNERS
    ]
    if not contours:
        return None
    thick = size * SMOOTH * FAUX_BOLD if face.is_faux_bold else 0.0
    return _filled(contours, thick)


def _filled(contours: list[list[Point]], thick: float) -> Stamp:
    air = SMOOTH + round(thick)
    left = int(min(x for each in contours for x, _ in each) // SMOOTH) * SMOOTH - air
    top = int(min(y for each in contours for _, y in each) // SMOOTH) * SMOOTH - air
    left, top = left - left % SMOOTH, top - top % SMOOTH
    wide = int(max(x for each in contours for x, _ in each)) - left + air
    high = int(max(y for each in contours for _, y in each)) - top + air
    size = (wide + -wide % SMOOTH, high + -high % SMOOTH)
    moved = [[(x - left, y - top) for x, y in contour] for contour in contours]
    mask = Image.new("L", size)
    pen = ImageDraw.Draw(mask)
    for row, crossings in _crossings(moved).items():
        for first, last in _spans(crossings):
            pen.line([(first, row), (last, row)], fill=255)
    if thick:
        for points in moved:
            pen.line([*points, points[0]], fill=255, width=round(thick))
    small = mask.resize((size[0] // SMOOTH, size[1] // SMOOTH), Image.Resampling.BOX)
    return Stamp(small, left // SMOOTH, top // SMOOTH)


def _crossings(contours: list[list[Point]]) -> dict[int, list[tuple[float, int]]]:
    """Where the outline crosses the middle of each row of pixels, and whether up or down."""
    found: dict[int, list[tuple[float, int]]] = {}
    for contour in contours:
        for start, end in zip(contour, [*contour[1:], contour[0]], strict=True):
            way = 1 if start[1] < end[1] else -1
            (x, y), (to_x, to_y) = (start, end) if way > 0 else (end, start)
            for row in range(ceil(y - 0.5), ceil(to_y - 0.5)):
                across = x + (row + 0.5 - y) * (to_x - x) / (to_y - y)
                found.setdefault(row, []).append((across, way))
    return found


def _spans(crossings: list[tuple[float, int]]) -> Iterator[tuple[int, int]]:
    """First and last pixel of what is inside: wherever the outline winds around, as faces mean it.

    Contours of variable faces lap over one another and over themselves; that is no hole.
    """
    winds, begins = 0, 0.0
    for x, way in sorted(crossings):
        if winds == 0:
            begins = x
        winds += way
        first, last = ceil(begins - 0.5), ceil(x - 0.5) - 1
        if winds == 0 and first <= last:
            yield first, last
