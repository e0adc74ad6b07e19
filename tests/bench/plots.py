"""The figures as a picture: a bar for each ratio, a mark where its bar stands. SVG, by hand."""

from collections.abc import Sequence
from html import escape
from typing import Final

from tests.bench.figures import Figure

ROW, LEFT, WIDTH, RIGHT = 22, 330, 520, 120
MOST: Final = 2.0
"""Ratios beyond it reach the edge; their number is written beside."""
GOOD, MISSED, PLAIN, MARK = "#2f6f4f", "#b3261e", "#6b7280", "#111827"


def draw(figures: Sequence[Figure]) -> str:
    """An SVG of all figures in order."""
    width, height = LEFT + WIDTH + RIGHT, ROW * (len(figures) + 1)
    size = f'width="{width}" height="{height}" font-family="sans-serif" font-size="12"'
    rows = [_row(each, ROW * number) for number, each in enumerate(figures)]
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {size}>', *rows, "</svg>", ""])


def _row(figure: Figure, top: int) -> str:
    colour = PLAIN if figure.bar is None else GOOD if figure.holds else MISSED
    length = min(figure.ratio, MOST) / MOST * WIDTH
    parts = [
        f'<text x="{LEFT - 8}" y="{top + 15}" text-anchor="end">{escape(figure.name)}</text>',
        f'<rect x="{LEFT}" y="{top + 4}" width="{length:.1f}" height="14" fill="{colour}"/>',
        f'<text x="{LEFT + WIDTH + 8}" y="{top + 15}">{figure.ratio:.2f}</text>',
    ]
    if figure.bar is not None:
        at = LEFT + min(figure.bar, MOST) / MOST * WIDTH
        parts.append(
            f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{top + 1}" y2="{top + 21}" stroke="{MARK}"/>'
        )
    return "".join(parts)
