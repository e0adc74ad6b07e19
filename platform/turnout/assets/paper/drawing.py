"""A PDF page that draws shaped text, boxes and QR codes as vectors, small and fast.

fpdf2 writes the document; text bypasses its font code, which parses and subsets each typeface
again for every file (some 100 ms). Here faces live as long as the process and HarfBuzz cuts the
subset in microseconds. The QR is one path of rectangles, its mask fixed: choosing the best of
eight costs four times the drawing and scanners do not care.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

import segno
from fpdf import FPDF
from fpdf.enums import FontDescriptorFlags, PDFResourceType
from fpdf.fonts import PDFFontDescriptor
from fpdf.output import CIDSystemInfo, OutputProducer, PDFFont, PDFFontStream
from fpdf.syntax import Name, PDFArray, PDFContentStream

from turnout.assets.paper.fonts import Typeface
from turnout.assets.paper.shaping import Cluster, Glyph, Line, Piece

Colour = tuple[int, int, int]

QUIET_ZONE_MODULES: Final = 4
_QR_MASK: Final = 2
_FAUX_BOLD_STROKE: Final = 0.03  # of the size
_SILENT: Final = "\u200b"  # zero-width space
_CMAP_BLOCK: Final = 100  # entries per block, a limit of the format


class EmbeddedFont:
    """The glyphs of one typeface that a document uses, numbered in order of use.

    A code stands for a glyph together with its meaning, so that text copied from the page is the
    text that was drawn even where two characters share a glyph.
    """

    def __init__(self, typeface: Typeface, index: int) -> None:
        self.typeface = typeface
        self.index = index
        self.codes: dict[tuple[int, str], int] = {}

    def code(self, glyph: Glyph, meaning: str) -> str:
        code = self.codes.setdefault((glyph.id, meaning), len(self.codes) + 1)
        return f"<{code:04X}>"

    def width(self, glyph_id: int) -> int:
        """The width declared to the reader, in thousandths of an em."""
        return round(self.typeface.advance(glyph_id) * 1000 / self.typeface.units_per_em)


class Sheet(FPDF):
    """A document in points, origin at the top left. Same calls, same bytes.

    `compliance` names an archival profile, such as PDF/A-3B, that the file is held to.
    """

    def __init__(self, *, compliance: str | None = None) -> None:
        super().__init__(unit="pt", format="A4", enforce_compliance=compliance)
        self.set_auto_page_break(auto=False)
        self.embedded: dict[str, EmbeddedFont] = {}

    def to_bytes(self) -> bytes:
        return bytes(self.output(output_producer_class=_Producer))

    def fill_box(self, x: float, y: float, *, width: float, height: float, colour: Colour) -> None:
        box = f"{x:.2f} {self.h - y - height:.2f} {width:.2f} {height:.2f}"
        self._out(f"{_rgb(colour)} rg {box} re f")

    def draw_rule(self, x: float, y: float, *, width: float, colour: Colour) -> None:
        """A hairline."""
        self.fill_box(x, y, width=width, height=0.6, colour=colour)

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
            writer = _Writer(font, size, lag)
            writer.write(piece)
            operations.extend(writer.operations)
            lag = writer.lag
            if piece.typeface.is_faux_bold:
                operations.append("0 Tr")
        self._out(" ".join([*operations, "ET"]))

    def draw_qr(self, text: str, x: float, y: float, *, size: float) -> None:
        """A black QR code at level M on white, `size` points wide with its quiet zone."""
        code = segno.make_qr(text, error="m", mask=_QR_MASK, mode="byte", boost_error=False)
        module = size / (len(code.matrix) + 2 * QUIET_ZONE_MODULES)
        self.fill_box(x, y, width=size, height=size, colour=(255, 255, 255))
        left, top = x + QUIET_ZONE_MODULES * module, self.h - y - QUIET_ZONE_MODULES * module
        path = [f"q {module:.5f} 0 0 {-module:.5f} {left:.3f} {top:.3f} cm 0 g"]
        for row, modules in enumerate(code.matrix):
            path.extend(f"{start} {row} {length} 1 re" for start, length in _dark_runs(modules))
        self._out("\n".join([*path, "f Q"]))

    def _embed(self, typeface: Typeface) -> EmbeddedFont:
        font = self.embedded.get(typeface.name)
        if font is None:
            font = EmbeddedFont(typeface, len(self.embedded) + 1)
            self.embedded[typeface.name] = font
        self._resource_catalog.add(PDFResourceType.FONT, font.index, self.page)
        return font


class _Producer(OutputProducer):
    """Writes our fonts in place of fpdf2's."""

    fpdf: Sheet

    def _add_fonts(self, *_resources: Any) -> dict[int, Any]:
        return {font.index: self._add_font(font) for font in self.fpdf.embedded.values()}

    def _add_font(self, font: EmbeddedFont) -> PDFFont:
        glyphs = sorted({glyph for glyph, _ in font.codes})
        file, moved = font.typeface.subset(glyphs)
        name = f"{_subset_tag(glyphs)}+{font.typeface.name}"

        widths = " ".join(str(font.width(glyph)) for glyph, _ in font.codes)
        cid_font = PDFFont("CIDFontType2", name, d_w=1000, w=f"[1 [{widths}]]")
        cid_font.c_i_d_system_info = CIDSystemInfo()
        descriptor = _Descriptor(font.typeface, name, file)
        cid_font.font_descriptor = descriptor
        places = struct.pack(
            f">{len(font.codes) + 1}H", 0, *(moved[glyph] for glyph, _ in font.codes)
        )
        cid_font.c_i_d_to_g_i_d_map = PDFContentStream(places, compress=True)

        composite = PDFFont("Type0", name, encoding="Identity-H")
        composite.to_unicode = PDFContentStream(_unicode_map(font), compress=True)
        composite.descendant_fonts = PDFArray([cid_font])
        for thing in (
            composite,
            cid_font,
            composite.to_unicode,
            cid_font.c_i_d_system_info,
            descriptor,
            cid_font.c_i_d_to_g_i_d_map,
            descriptor.font_file2,
        ):
            self._add_pdf_obj(thing, "fonts")
        return composite


class _Writer:
    """Turns clusters into the operators that place their glyphs, and says what they mean.

    A word with clusters of several glyphs is a span that says it. Not so where it runs leftwards:
    readers put such text back in order by their own lights, and spans or marks amid the letters
    throw them off (tried with PDFium). There each cluster is one glyph that means its whole
    text, and what is left of it, the dots of an Arabic letter, follows in a silent span.
    """

    def __init__(self, font: EmbeddedFont, size: float, lag: float) -> None:
        self.operations: list[str] = []
        self._font = font
        self._size = size
        self._pen = 0.0  # where the next cluster belongs, in thousandths of an em
        self._reader = -lag  # where the reader would put it
        self._shown: list[str] = []
        self._rise = 0.0

    @property
    def lag(self) -> float:
        return self._pen - self._reader

    def write(self, piece: Piece) -> None:
        if piece.is_rtl and not _is_plain(piece.clusters):
            self._write_leftwards(piece)
        else:
            for _, group in groupby(piece.clusters, key=lambda cluster: cluster.text == " "):
                self._write_word(list(group))
        self._flush()
        if self._rise:
            self.operations.append("0 Ts")

    def _write_word(self, clusters: Sequence[Cluster]) -> None:
        is_plain = _is_plain(clusters)
        if not is_plain:
            self._open_span("".join(cluster.text for cluster in clusters))
        for cluster in clusters:
            for index, glyph in enumerate(cluster.glyphs):
                self._place(glyph, self._pen, _SILENT if index else cluster.text)
                self._pen += glyph.advance
        if not is_plain:
            self._close_span()

    def _write_leftwards(self, piece: Piece) -> None:
        marks: list[tuple[Glyph, float]] = []
        for cluster in piece.clusters:
            spoken = max(cluster.glyphs, key=lambda glyph: glyph.advance)
            for glyph in cluster.glyphs:
                if glyph is spoken:
                    self._place(glyph, self._pen, cluster.text)
                else:
                    marks.append((glyph, self._pen))
                self._pen += glyph.advance
        self._open_span(_SILENT)
        for glyph, at in marks:
            self._place(glyph, at, _SILENT)
        self._close_span()

    def _open_span(self, text: str) -> None:
        self._flush()
        self.operations.append(f"/Span <</ActualText <FEFF{_utf16(text)}>>> BDC")

    def _close_span(self) -> None:
        self._flush()
        self.operations.append("EMC")

    def _place(self, glyph: Glyph, at: float, meaning: str) -> None:
        if glyph.y_offset != self._rise:
            self._flush()
            self._rise = glyph.y_offset
            self.operations.append(f"{self._rise * self._size / 1000:.3f} Ts")
        shift = round(at + glyph.x_offset - self._reader)
        if shift:
            self._shown.append(str(-shift))
        self._shown.append(self._font.code(glyph, meaning))
        self._reader += shift + self._font.width(glyph.id)

    def _flush(self) -> None:
        if self._shown:
            self.operations.append(f"[{''.join(self._shown)}] TJ")
            self._shown = []


def _is_plain(clusters: Sequence[Cluster]) -> bool:
    return all(len(cluster.glyphs) == 1 for cluster in clusters)


def _dark_runs(modules: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(start, length) of each run of dark modules in a row."""
    start = None
    for column, dark in enumerate((*modules, 0)):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            yield start, column - start
            start = None


class _Descriptor(PDFFontDescriptor):
    """What a reader needs to know of a typeface, with the file cut down to the glyphs used."""

    def __init__(self, typeface: Typeface, name: str, file: bytes) -> None:
        extents = typeface.font.get_font_extents("ltr")
        scale = 1000 / typeface.units_per_em
        corners = struct.unpack_from(">4h", typeface.face.reference_table("head").data, 36)
        super().__init__(
            ascent=round(extents.ascender * scale),
            descent=round(extents.descender * scale),
            cap_height=714,  # Noto's, in every script
            flags=FontDescriptorFlags.SYMBOLIC,
            font_b_box=f"[{' '.join(str(round(corner * scale)) for corner in corners)}]",
            italic_angle=0,
            stem_v=140 if "Bold" in name else 80,
            missing_width=1000,
        )
        self.font_name = Name(name)
        self.font_file2 = PDFFontStream(file)


def _subset_tag(glyphs: Sequence[int]) -> str:
    """Six letters that differ between subsets of one typeface, as the format asks."""
    number = zlib.crc32(struct.pack(f">{len(glyphs)}H", *glyphs))
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def _unicode_map(font: EmbeddedFont) -> bytes:
    """What each code means, for readers that copy, search or speak the text."""
    entries = [f"<{code:04X}> <{_utf16(text)}>" for (_, text), code in font.codes.items() if text]
    blocks = [entries[start : start + _CMAP_BLOCK] for start in range(0, len(entries), _CMAP_BLOCK)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def _rgb(colour: Colour) -> str:
    return " ".join(f"{part / 255:.3f}" for part in colour)
