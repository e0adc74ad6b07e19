"""Text inside a PDF: glyphs placed, the text behind them, and typefaces cut down to what is used.

fpdf2's own font code parses and subsets each typeface again for every file (some 100 ms). Here
faces live as long as the process and HarfBuzz cuts the subset in microseconds. The parts of fpdf2
that this replaces are private ones: pyproject.toml holds its version (decision 0020).
"""

import struct
import zlib
from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from fpdf.enums import FontDescriptorFlags
from fpdf.fonts import PDFFontDescriptor
from fpdf.output import CIDSystemInfo, OutputProducer, PDFFont, PDFFontStream
from fpdf.syntax import Name, PDFArray, PDFContentStream

from turnout.assets.paper.fonts import Typeface
from turnout.assets.paper.glyphs import Cluster, Glyph, Piece

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


class PieceWriter:
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


class FontProducer(OutputProducer):
    """Writes the typefaces that a Sheet has `embedded` in place of fpdf2's."""

    fpdf: Any

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
