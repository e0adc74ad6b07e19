"""Outlines of glyphs as paths of SVG: what is drawn so looks the same without its font.

Each glyph of a face is outlined once, and kept for the next line that has it.
"""

from functools import lru_cache
from typing import Final

from turnout.assets.paper.fonts import Typeface

KEPT: Final = 2048


class _PathPen:
    """Writes a glyph's contours in the words of SVG, in font units."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802  HarfBuzz's names
        self._say("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._say("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._say("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._say("C", *points)

    def closePath(self) -> None:  # noqa: N802
        self.words.append("Z")

    def _say(self, letter: str, *points: tuple[float, float]) -> None:
        self.words.append(letter + " ".join(f"{x:g} {y:g}" for x, y in points))


@lru_cache(maxsize=KEPT)
def outline_of(face: Typeface, glyph: int) -> str:
    """The contours of a glyph by its number, in font units: upwards is positive; '' for a blank."""
    pen = _PathPen()
    face.font.draw_glyph_with_pen(glyph, pen)
    return "".join(pen.words)
