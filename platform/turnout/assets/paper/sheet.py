"""PDF pages with text of any script, boxes and codes drawn as vectors, small and fast.

fpdf2 writes the document; text bypasses its font code (pdf_text.py). A QR code, a Code 128 and a
PDF417 are one path of rectangles each.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from fpdf import FPDF
from fpdf.enums import PDFResourceType
from fpdf.prefs import ViewerPreferences
from PIL import Image

from turnout.assets.paper import code128, pdf417
from turnout.assets.paper.fonts import Typeface
from turnout.assets.paper.glyphs import Fitted, Line, Style, fit
from turnout.assets.paper.pdf_text import EmbeddedFont, FontProducer, PieceWriter
from turnout.assets.paper.qr_code import QUIET_CELLS, cells_of, dark_runs

Colour = tuple[int, int, int]

WHITE: Final[Colour] = (255, 255, 255)
INK: Final[Colour] = (24, 28, 36)
MUTED: Final[Colour] = (96, 103, 115)
RULE: Final[Colour] = (214, 217, 224)
_FAUX_BOLD_STROKE: Final = 0.03  # of the size
_BASELINE: Final = 1.05  # of the size, below the top of a line
_LEADING: Final = 1.36  # of the size: tall scripts (Thai, Devanagari, Arabic) need the room
_INDENTS: Final = {"start": 0.0, "centre": 0.5, "end": 1.0}


@dataclass(frozen=True, slots=True)
class Look:
    """How a text is set: the sizes to try in points, largest first, and the rest of its look."""

    sizes: Sequence[float]
    bold: bool = False
    colour: Colour = INK
    max_lines: int = 1
    align: Literal["start", "centre", "end"] = "start"

    @property
    def line_height(self) -> float:
        """From line to line, at the smallest size."""
        return self.sizes[-1] * _LEADING


class Sheet(FPDF):
    """A document in points, origin at the top left. Same calls, same bytes.

    `language` is a BCP 47 tag. Where `is_mirrored`, text is placed as seen from the right edge.
    `compliance` names an archival profile, such as PDF/A-3B, that the file is held to.
    """

    def __init__(
        self, *, language: str, is_mirrored: bool = False, compliance: str | None = None
    ) -> None:
        super().__init__(unit="pt", format="A4", enforce_compliance=compliance)
        self.set_auto_page_break(auto=False)
        self.set_lang(language)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.language = language
        self.is_mirrored = is_mirrored
        self.embedded: dict[str, EmbeddedFont] = {}

    def to_bytes(self) -> bytes:
        return bytes(self.output(output_producer_class=FontProducer))

    def fill_box(self, x: float, y: float, *, width: float, height: float, colour: Colour) -> None:
        box = f"{x:.2f} {self.h - y - height:.2f} {width:.2f} {height:.2f}"
        self._out(f"{_rgb(colour)} rg {box} re f")

    def draw_picture(self, data: bytes, x: float, y: float, *, width: float, height: float) -> None:
        """A PNG or JPEG in a box; the same picture on several pages is embedded once."""
        if self.is_mirrored:
            x = self.w - x - width
        self.image(io.BytesIO(data), x=x, y=y, w=width, h=height)

    def draw_logo(
        self, data: bytes, x: float, y: float, *, box: tuple[float, float], at_end: bool = False
    ) -> None:
        """A picture on white, as large as it fits the box, at the side where lines begin.

        `at_end`: at the side where they end, as far from the edge as `x` says.
        """
        with Image.open(io.BytesIO(data)) as image:
            scale = min(box[0] / image.width, box[1] / image.height)
            width, height = image.width * scale, image.height * scale
        x = self.w - x - width - 16 if at_end else x
        left = self.w - x - width - 16 if self.is_mirrored else x
        self.fill_box(left, y - 5, width=width + 16, height=box[1] + 10, colour=WHITE)
        top = y + (box[1] - height) / 2
        self.draw_picture(data, x + 8, top, width=width, height=height)

    def draw_rule(self, x: float, y: float, *, width: float) -> None:
        """A hairline."""
        self.fill_box(x, y, width=width, height=0.6, colour=RULE)

    def draw_text(self, text: str, x: float, top: float, *, width: float, look: Look) -> float:
        """Draw text that begins at `top`, as large as fits; returns where it ends."""
        fitted = self.fit_text(text, width=width, look=look)
        return self.draw_fitted(fitted, x, top, width=width, look=look)

    def fit_text(self, text: str, *, width: float, look: Look) -> Fitted:
        """The lines that `draw_fitted` draws, as large as fits."""
        style = Style(bold=look.bold, language=self.language)
        return fit(text, style, width=width, sizes=look.sizes, max_lines=look.max_lines)

    def draw_fitted(
        self, fitted: Fitted, x: float, top: float, *, width: float, look: Look
    ) -> float:
        """Draw lines that begin at `top`; returns where they end."""
        indent = _INDENTS[look.align]
        if self.is_mirrored:
            x, indent = self.w - x - width, 1 - indent
        for line in fitted.lines:
            spare = width - line.width * fitted.size
            baseline = top + fitted.size * _BASELINE
            self.draw_line(line, x + spare * indent, baseline, size=fitted.size, colour=look.colour)
            top += fitted.size * _LEADING
        return top

    def height_of(self, text: str, *, width: float, look: Look) -> float:
        """How much room `draw_text` takes."""
        fitted = self.fit_text(text, width=width, look=look)
        return fitted.size * _LEADING * len(fitted.lines)

    def draw_line(self, line: Line, x: float, y: float, *, size: float, colour: Colour) -> None:
        """Draw a line of text with its baseline at `y`."""
        operations = [f"BT {_rgb(colour)} rg {x:.2f} {self.h - y:.2f} Td"]
        lag = 0.0  # where the next glyph belongs, less where the reader would put it
        for piece in line.pieces:
            font = self._embed(piece.typeface)
            operations.append(f"/F{font.index} {size:.2f} Tf")
            if piece.typeface.is_faux_bold:
                stroke = size * _FAUX_BOLD_STROKE
                operations.append(f"{_rgb(colour)} RG {stroke:.2f} w 2 Tr")
            writer = PieceWriter(font, size, lag)
            writer.write(piece)
            operations.extend(writer.operations)
            lag = writer.lag
            if piece.typeface.is_faux_bold:
                operations.append("0 Tr")
        self._out(" ".join([*operations, "ET"]))

    def draw_qr(self, text: str, x: float, y: float, *, size: float) -> None:
        """A black QR code at level M on white, `size` points wide with its quiet zone."""
        cells = cells_of(text)
        cell = size / (len(cells) + 2 * QUIET_CELLS)
        self.fill_box(x, y, width=size, height=size, colour=(255, 255, 255))
        left, top = x + QUIET_CELLS * cell, self.h - y - QUIET_CELLS * cell
        path = [f"q {cell:.5f} 0 0 {-cell:.5f} {left:.3f} {top:.3f} cm 0 g"]
        for row, line in enumerate(cells):
            path.extend(f"{start} {row} {length} 1 re" for start, length in dark_runs(line))
        self._out("\n".join([*path, "f Q"]))

    def draw_code128(self, text: str, x: float, y: float, *, width: float, height: float) -> None:
        """Black bars on white, `width` points wide with their quiet zone."""
        bars = code128.bars_of(text)
        module = width / (code128.modules_of(bars) + 2 * code128.QUIET_MODULES)
        self.fill_box(x, y, width=width, height=height, colour=WHITE)
        left = x + code128.QUIET_MODULES * module
        path = [f"q {module:.5f} 0 0 {-height:.3f} {left:.3f} {self.h - y:.3f} cm 0 g"]
        path.extend(f"{start} 0 {wide} 1 re" for start, wide in bars)
        self._out("\n".join([*path, "f Q"]))

    def draw_pdf417(self, text: str, x: float, y: float, *, width: float, height: float) -> None:
        """A black PDF417 on white, as large as it fits the box, in its middle."""
        symbol = pdf417.symbol_for(text, width=width, height=height)
        module = symbol.module_in(width, height)
        self.fill_box(x, y, width=width, height=height, colour=WHITE)
        left = x + (width - symbol.width * module) / 2
        top = self.h - y - (height - symbol.height * module) / 2
        row_height = -module * pdf417.ROW_MODULES
        path = [f"q {module:.5f} 0 0 {row_height:.5f} {left:.3f} {top:.3f} cm 0 g"]
        for number, row in enumerate(symbol.rows):
            path.extend(f"{start} {number} {wide} 1 re" for start, wide in row)
        self._out("\n".join([*path, "f Q"]))

    def _embed(self, typeface: Typeface) -> EmbeddedFont:
        font = self.embedded.get(typeface.name)
        if font is None:
            font = EmbeddedFont(typeface, len(self.embedded) + 1)
            self.embedded[typeface.name] = font
        self._resource_catalog.add(PDFResourceType.FONT, font.index, self.page)
        return font


def _rgb(colour: Colour) -> str:
    return " ".join(f"{part / 255:.3f}" for part in colour)
