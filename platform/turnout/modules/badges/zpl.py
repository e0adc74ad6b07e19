"""Badges in ZPL II, for label printers with 203 or 300 dots to the inch.

Text that a printer's own font has is sent as text (`^A0`), which prints fastest; any other script
is drawn here and sent as a picture (`^GF`). Codes are the printer's own, in whole dots.
"""

import io
from collections.abc import Iterable, Iterator
from typing import Final

from PIL import Image

from turnout.assets.paper import pdf417
from turnout.assets.paper.code128 import QUIET_MODULES, bars_of, modules_of
from turnout.assets.paper.qr_code import QUIET_CELLS, cells_of
from turnout.assets.paper.text_raster import draw_line
from turnout.assets.paper.zpl_fields import (
    DARK,
    HEX_SIGN,
    escaped,
    field_at,
    graphic_field,
    is_dark,
    is_in_printers_font,
)
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
from turnout.modules.badges.rules import MM_PER_INCH

POINTS_PER_INCH: Final = 72
LONGEST_BAR: Final = 10
MOST_MAGNIFIED: Final = 10


def render_zpl(marks: Iterable[Mark], *, width_mm: float, height_mm: float, dpi: int) -> str:
    """One label."""
    scale = dpi / POINTS_PER_INCH
    wide, high = (round(each / MM_PER_INCH * dpi) for each in (width_mm, height_mm))
    fields = "\n".join(part for mark in marks for part in _draw(mark, scale))
    return f"^XA\n^CI28\n^PW{wide}\n^LL{high}\n^LH0,0\n{fields}\n^XZ\n"


def _draw(mark: Mark, scale: float) -> Iterator[str]:
    match mark:
        case TextMark():
            yield _text(mark, scale)
        case BoxMark():
            if is_dark(mark.colour):
                yield _filled(mark.place, scale)
        case QrMark():
            yield _qr(mark, scale)
        case BarsMark():
            yield _bars(mark, scale)
        case Pdf417Mark():
            yield _pdf417(mark, scale)
        case PictureMark():
            yield _picture(mark, scale)


def _filled(place: Place, scale: float) -> str:
    wide, high = max(1, round(place.width * scale)), max(1, round(place.height * scale))
    return f"{field_at(place.x * scale, place.y * scale)}^GB{wide},{high},{min(wide, high)},B^FS"


def _text(mark: TextMark, scale: float) -> str:
    """Light text is for a dark ground: `^FR` turns what lies below it round."""
    reverse = "" if is_dark(mark.colour) else "^FR"
    if not is_in_printers_font(mark.line.text):
        return _drawn_text(mark, scale, reverse)
    height = max(1, round(mark.size * scale))
    wide = max(1, round(mark.place.width * scale))
    side = {0.0: "L", 0.5: "C", 1.0: "R"}[mark.indent]
    top = (mark.baseline - mark.size * 0.86) * scale
    return (
        f"{field_at(mark.place.x * scale, top)}{reverse}^A0N,{height}^FB{wide},1,0,{side}"
        f"^FH{HEX_SIGN}^FD{escaped(mark.line.text)}^FS"
    )


def _drawn_text(mark: TextMark, scale: float, reverse: str) -> str:
    """The line with room above and below it, for marks over and under the letters."""
    size = max(1, round(mark.size * scale))
    wide, high = max(1, round(mark.line.width * size) + size), size * 2
    shift = size / 2
    canvas = Image.new("RGB", (wide, high), (255, 255, 255))
    draw_line(canvas, mark.line, (shift, size * 1.25), size=size, colour=(0, 0, 0))
    ink = canvas.convert("L")
    box = ink.point(lambda value: 255 if value < DARK else 0).getbbox()
    if box is None:
        return ""
    x = mark.x * scale - shift + box[0]
    y = mark.baseline * scale - size * 1.25 + box[1]
    return f"{field_at(x, y)}{reverse}{graphic_field(ink.crop(box))}"


def _qr(mark: QrMark, scale: float) -> str:
    """Level M; as large as whole dots allow, in the middle of its place."""
    count = len(cells_of(mark.text))
    side = mark.place.width * scale
    cell = max(1, min(MOST_MAGNIFIED, int(side / (count + 2 * QUIET_CELLS))))
    shift = (side - count * cell) / 2
    where = field_at(mark.place.x * scale + shift, mark.place.y * scale + shift)
    return f"{where}^BQN,2,{cell}^FDMA,{mark.text}^FS"


def _bars(mark: BarsMark, scale: float) -> str:
    modules = modules_of(bars_of(mark.text))
    wide = mark.place.width * scale
    module = max(1, min(LONGEST_BAR, int(wide / (modules + 2 * QUIET_MODULES))))
    shift = (wide - modules * module) / 2
    high = round(mark.place.height * scale)
    where = field_at(mark.place.x * scale + shift, mark.place.y * scale)
    return f"^BY{module}{where}^BCN,{high},N,N,N,A^FD{mark.text}^FS"


def _pdf417(mark: Pdf417Mark, scale: float) -> str:
    """In the columns that suit its place; the printer finds the rows."""
    place = mark.place
    wide, high = place.width * scale, place.height * scale
    symbol = pdf417.symbol_for(mark.text, width=wide, height=high)
    module = max(1, min(LONGEST_BAR, int(symbol.module_in(wide, high))))
    left = place.x * scale + (wide - symbol.width * module) / 2
    top = place.y * scale + (high - symbol.height * module) / 2
    form = f"{module * pdf417.ROW_MODULES},{pdf417.SECURITY_LEVEL},{symbol.columns},,N"
    return f"^BY{module}{field_at(left, top)}^B7N,{form}^FD{mark.text}^FS"


def _picture(mark: PictureMark, scale: float) -> str:
    """Shades become dots."""
    with Image.open(io.BytesIO(mark.data)) as image:
        place = inner_place(mark.place, width=image.width, height=image.height)
        size = (max(1, round(place.width * scale)), max(1, round(place.height * scale)))
        ground = Image.new("RGBA", image.size, (255, 255, 255, 255))
        ground.alpha_composite(image.convert("RGBA"))
    dots = ground.convert("L").resize(size, Image.Resampling.LANCZOS).convert("1").convert("L")
    return f"{field_at(place.x * scale, place.y * scale)}{graphic_field(dots)}"
