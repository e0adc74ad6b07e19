"""A badge as an SVG for the screen: the very glyphs that are printed, as outlines.

There is no text in it and no link, so it shows the same everywhere and does nothing.
"""

import base64
import io
from collections.abc import Iterable, Iterator
from typing import Final

from PIL import Image

from turnout.assets.paper.code128 import QUIET_MODULES, bars_of, modules_of
from turnout.assets.paper.glyph_outlines import outline_of
from turnout.assets.paper.pdf417 import ROW_MODULES, symbol_for
from turnout.assets.paper.qr_code import QUIET_CELLS, cells_of, dark_runs
from turnout.modules.badges.marks import (
    BarsMark,
    BoxMark,
    Mark,
    Pdf417Mark,
    PictureMark,
    Place,
    QrMark,
    TextMark,
    inner_place,
)
from turnout.modules.badges.rules import POINTS_PER_MM

FAUX_BOLD: Final = 30
"""Of a thousand units to the em, for faces without a bold file."""
MOST_PIXELS: Final = (600, 600)


def render_svg(marks: Iterable[Mark], *, width_mm: float, height_mm: float) -> str:
    """The picture; its box is in points."""
    width, height = width_mm * POINTS_PER_MM, height_mm * POINTS_PER_MM
    inside = "".join(part for mark in marks for part in _draw(mark))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.2f} {height:.2f}"'
        f' width="{width_mm:g}mm" height="{height_mm:g}mm">'
        f'<rect width="{width:.2f}" height="{height:.2f}" fill="#ffffff"/>{inside}</svg>'
    )


def _draw(mark: Mark) -> Iterator[str]:
    match mark:
        case TextMark():
            yield from _text(mark)
        case BoxMark():
            yield _box(mark.place, _hex(mark.colour))
        case QrMark():
            yield _box(mark.place, "#ffffff")
            yield _qr(mark)
        case BarsMark():
            yield _box(mark.place, "#ffffff")
            yield _bars(mark)
        case Pdf417Mark():
            yield _box(mark.place, "#ffffff")
            yield _pdf417(mark)
        case PictureMark():
            yield _picture(mark)


def _hex(colour: tuple[int, int, int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)


def _box(place: Place, colour: str) -> str:
    return (
        f'<rect x="{place.x:.2f}" y="{place.y:.2f}" width="{place.width:.2f}"'
        f' height="{place.height:.2f}" fill="{colour}"/>'
    )


def _text(mark: TextMark) -> Iterator[str]:
    x, colour = mark.x, _hex(mark.colour)
    for piece in mark.line.pieces:
        scale = mark.size / piece.typeface.units_per_em
        stroke = ""
        if piece.typeface.is_faux_bold:
            wide = FAUX_BOLD * piece.typeface.units_per_em / 1000
            stroke = f' stroke="{colour}" stroke-width="{wide:.1f}"'
        for cluster in piece.clusters:
            for glyph in cluster.glyphs:
                path = outline_of(piece.typeface, glyph.id)
                if path:
                    left = x + glyph.x_offset * mark.size / 1000
                    top = mark.baseline - glyph.y_offset * mark.size / 1000
                    yield (
                        f'<path fill="{colour}"{stroke} d="{path}" transform="translate('
                        f'{left:.3f} {top:.3f}) scale({scale:.6f} {-scale:.6f})"/>'
                    )
                x += glyph.advance * mark.size / 1000


def _qr(mark: QrMark) -> str:
    cells = cells_of(mark.text)
    cell = mark.place.width / (len(cells) + 2 * QUIET_CELLS)
    path = "".join(
        f"M{start} {row}h{length}v1h-{length}z"
        for row, line in enumerate(cells)
        for start, length in dark_runs(line)
    )
    left, top = mark.place.x + QUIET_CELLS * cell, mark.place.y + QUIET_CELLS * cell
    return f'<path d="{path}" transform="translate({left:.3f} {top:.3f}) scale({cell:.5f})"/>'


def _bars(mark: BarsMark) -> str:
    bars = bars_of(mark.text)
    module = mark.place.width / (modules_of(bars) + 2 * QUIET_MODULES)
    path = "".join(f"M{QUIET_MODULES + start} 0h{width}v1h-{width}z" for start, width in bars)
    place = mark.place
    return (
        f'<path d="{path}" transform="translate({place.x:.3f} {place.y:.3f})'
        f' scale({module:.5f} {place.height:.3f})"/>'
    )


def _pdf417(mark: Pdf417Mark) -> str:
    place = mark.place
    symbol = symbol_for(mark.text, width=place.width, height=place.height)
    module = symbol.module_in(place.width, place.height)
    path = "".join(
        f"M{start} {number}h{wide}v1h-{wide}z"
        for number, row in enumerate(symbol.rows)
        for start, wide in row
    )
    left = place.x + (place.width - symbol.width * module) / 2
    top = place.y + (place.height - symbol.height * module) / 2
    return (
        f'<path d="{path}" transform="translate({left:.3f} {top:.3f})'
        f' scale({module:.5f} {module * ROW_MODULES:.5f})"/>'
    )


def _picture(mark: PictureMark) -> str:
    with Image.open(io.BytesIO(mark.data)) as image:
        place = inner_place(mark.place, width=image.width, height=image.height)
        small = image.convert("RGBA")
        small.thumbnail(MOST_PIXELS)
    out = io.BytesIO()
    small.save(out, "PNG")
    data = base64.b64encode(out.getvalue()).decode()
    return (
        f'<image x="{place.x:.2f}" y="{place.y:.2f}" width="{place.width:.2f}"'
        f' height="{place.height:.2f}" href="data:image/png;base64,{data}"/>'
    )
