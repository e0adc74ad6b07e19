"""Tables on paper, made in parts: each draws its own pages, and the file is joined in passing.

A part numbers its objects within a range of its own, so it is whole before the others are made and
no file is ever held. How many pages there are is known when all have passed: their numbers, like
the file's table of contents, come last. Lengths are in points.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec
from fpdf.output import PDFFont
from fpdf.syntax import PDFArray, PDFDate, PDFString, create_stream, iobj_ref

from turnout.assets.paper.fonts import clean
from turnout.assets.paper.glyphs import Fitted
from turnout.assets.paper.pdf_text import FontProducer
from turnout.assets.paper.sheet import MUTED, Look, Sheet

PAPERS: Final = ((841.89, 595.28), (1190.55, 841.89), (1683.78, 1190.55))
"""A4, A3 and A2 lying on their side: width and height."""
MARGIN: Final = 28.0
RANGE: Final = 100_000
"""Object numbers of a part; readers know eight million of them."""
_CATALOG, _PAGES, _NUMBERS_FONT, _INFO = 1, 2, 3, 4
_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_TITLE: Final = Look((13.0, 11.0), bold=True)
_SUBTITLE: Final = Look((8.0,), colour=MUTED)
_HEAD: Final = Look((7.5,), bold=True, max_lines=3)
_NUMBER_HEAD: Final = replace(_HEAD, align="end")
_CELL: Final = Look((7.5,), max_lines=4)
_NUMBER: Final = replace(_CELL, align="end")
_GAP: Final = 6.0
_LETTER: Final = 4.8
"""What a letter of a head takes."""
_PADDING: Final = 1.6
_FOOT: Final = 7.5
_DIGIT, _BETWEEN = 0.556, 0.278  # of the size: Helvetica's figures, and its blanks and slashes


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What every page says and how its columns share the width. `language` is a BCP 47 tag."""

    title: str
    subtitle: str
    columns: Sequence[tuple[str, float]]
    """What stands above each, and the least width that it needs."""
    language: str
    is_mirrored: bool
    made_at: datetime

    @property
    def paper(self) -> tuple[float, float]:
        """The smallest on which every column has its width, else the largest."""
        asked = sum(width for _, width in self.columns)
        return next((each for each in PAPERS if asked <= each[0] - 2 * MARGIN), PAPERS[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Pages of a file: their numbers are missing, and `offsets` say where each object begins."""

    first_id: int
    page_count: int
    offsets: list[int]
    body: bytes


_PARTS: Final = msgspec.msgpack.Decoder(_Part)


def fits(widths: Iterable[float]) -> bool:
    """Whether the largest paper has room for such columns."""
    return sum(widths) <= PAPERS[-1][0] - 2 * MARGIN


def moment(at: datetime, time_zone: str) -> str:
    """When a table was made, as its subtitle says it: local time, offset and zone."""
    local = at.astimezone(ZoneInfo(time_zone))
    zone = f"{local:%z}"
    return f"{local:%Y-%m-%d %H:%M} {zone[:3]}:{zone[3:]} ({time_zone})"


def draw_part(table: Table, rows: Iterable[Sequence[tuple[str, bool]]], *, position: int) -> bytes:
    """The pages of some rows, the first part's at least one; each cell says if it is a number.

    `position` counts the parts of a file from 0. Same table, rows and position, same bytes.
    """
    painter = _Painter(table)
    for row in rows:
        painter.draw_row(row)
    if position == 0 and painter.sheet.pages_count == 0:
        painter.begin_page()
    return msgspec.msgpack.encode(_part_of(painter.sheet, (position + 1) * RANGE))


def file_of(table: Table, parts: Iterable[bytes]) -> Iterator[bytes]:
    """A whole PDF of the parts in their order; one of them is held at a time."""
    file = _File(table)
    yield _HEADER
    for each in parts:
        yield file.pass_on(_PARTS.decode(each))
    yield file.end()


def report_of(table: Table, rows: Iterable[Sequence[tuple[str, bool]]]) -> Iterator[bytes]:
    """A whole PDF of rows that are made at once."""
    return file_of(table, [draw_part(table, rows, position=0)])


def room(head: str, least: float) -> float:
    """How wide a column is at least: no word of its head is to break."""
    return max(least, _LETTER * max(len(each) for each in head.split()) + _GAP)


class _Painter:
    """Draws rows from top to bottom, the heads of the columns again on every page."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.sheet = Sheet(language=table.language, is_mirrored=table.is_mirrored)
        self.width = table.paper[0] - 2 * MARGIN
        share = self.width / sum(width for _, width in table.columns)
        self.widths = [width * share for _, width in table.columns]
        self.numbers = [False] * len(self.widths)
        self.y = 0.0

    def draw_row(self, cells: Sequence[tuple[str, bool]]) -> None:
        """A row whole on one page; what a cell has no room for is cut with an ellipsis."""
        self.numbers = [is_number for _, is_number in cells]
        looks = [_NUMBER if each else _CELL for each in self.numbers]
        fitted = self._fit([text for text, _ in cells], looks)
        height = _height(fitted) + 2 * _PADDING
        if not self.sheet.pages_count or self.y + height > self.sheet.h - MARGIN - _FOOT * 2:
            self.begin_page()
        self._draw(fitted, looks)

    def begin_page(self) -> None:
        self.sheet.add_page(format=self.table.paper)
        top = self._text(self.table.title, MARGIN, _TITLE)
        self.y = self._text(self.table.subtitle, top, _SUBTITLE) + _PADDING
        looks = [_NUMBER_HEAD if each else _HEAD for each in self.numbers]
        self._draw(self._fit([title for title, _ in self.table.columns], looks), looks)

    def _fit(self, texts: Sequence[str], looks: Sequence[Look]) -> list[Fitted]:
        return [
            self.sheet.fit_text(text, width=width - _GAP, look=look)
            for text, width, look in zip(texts, self.widths, looks, strict=True)
        ]

    def _draw(self, fitted: Sequence[Fitted], looks: Sequence[Look]) -> None:
        x, top = MARGIN, self.y + _PADDING
        for each, width, look in zip(fitted, self.widths, looks, strict=True):
            self.sheet.draw_fitted(each, x, top, width=width - _GAP, look=look)
            x += width
        self.y = top + _height(fitted) + _PADDING
        self.sheet.draw_rule(MARGIN, self.y, width=self.width)

    def _text(self, text: str, top: float, look: Look) -> float:
        return self.sheet.draw_text(text, MARGIN, top, width=self.width, look=look)


class _PartProducer(FontProducer):
    """Writes the objects of pages alone, with the font of their numbers at hand."""

    def _add_resources_dict(self, fonts: dict[int, Any], *others: Any) -> Any:
        return super()._add_resources_dict({0: _numbers_font(), **fonts}, *others)


class _File:
    """What is known of a file while its parts pass: where its objects are, and its pages."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.length = len(_HEADER)
        self.places: list[tuple[int, list[int]]] = []
        self.parts: list[tuple[int, int]] = []

    def pass_on(self, part: _Part) -> bytes:
        first = part.first_id + part.page_count
        self.places.append((first, [self.length + each for each in part.offsets]))
        self.parts.append((part.first_id, part.page_count))
        self.length += len(part.body)
        return part.body

    def end(self) -> bytes:
        written = bytearray()
        for first_id, objects in ((_CATALOG, self._frame()), *self._numbers()):
            offsets = []
            for number, each in enumerate(objects, first_id):
                offsets.append(self.length + len(written))
                written += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
            self.places.append((first_id, offsets))
        start = self.length + len(written)
        written += self._contents().encode()
        return bytes(written + f"startxref\n{start}\n%%EOF\n".encode())

    def _frame(self) -> Iterator[str]:
        """The objects that every file has once, in the order of their numbers."""
        language = PDFString(self.table.language).serialize()
        shown = "/ViewerPreferences <</DisplayDocTitle true>>"
        yield f"<</Type /Catalog /Pages {iobj_ref(_PAGES)} /Lang {language} {shown}>>"
        trees = [iobj_ref(first + count) for first, count in self.parts if count]
        count = sum(count for _, count in self.parts)
        yield f"<</Type /Pages /Count {count} /Kids [{' '.join(trees)}]>>"
        yield "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
        title = PDFString(clean(self.table.title)).serialize()
        yield f"<</Title {title} /CreationDate {PDFDate(self.table.made_at, True).serialize()}>>"

    def _numbers(self) -> Iterator[tuple[int, list[str]]]:
        """The number of each page, as a second stream of what stands on it."""
        number, total = 0, sum(count for _, count in self.parts)
        for first_id, count in self.parts:
            drawn = [self._number(number + each, total) for each in range(1, count + 1)]
            yield first_id, drawn
            number += count

    def _number(self, number: int, total: int) -> str:
        text = f"{number} / {total}"
        digits = sum(each.isdigit() for each in text)
        width = (digits * _DIGIT + (len(text) - digits) * _BETWEEN) * _FOOT
        x = MARGIN if self.table.is_mirrored else self.table.paper[0] - MARGIN - width
        colour = " ".join(f"{part / 255:.3f}" for part in MUTED)
        drawn = f"BT {colour} rg /F0 {_FOOT} Tf {x:.2f} {MARGIN - _FOOT / 2:.2f} Td ({text}) Tj ET"
        return f"<</Length {len(drawn)}>>\n{create_stream(drawn)}"

    def _contents(self) -> str:
        """Where each object begins, in sections of neighbouring numbers (ISO 32000, 7.5.4)."""
        lines = ["xref", "0 1", "0000000000 65535 f "]
        for first_id, offsets in sorted(self.places):
            lines.append(f"{first_id} {len(offsets)}")
            lines += [f"{each:010} 00000 n " for each in offsets]
        size = max(first_id + len(offsets) for first_id, offsets in self.places)
        root, info = iobj_ref(_CATALOG), iobj_ref(_INFO)
        return "\n".join([*lines, f"trailer\n<</Size {size} /Root {root} /Info {info}>>\n"])


def _part_of(sheet: Sheet, first_id: int) -> _Part:
    """The objects of a sheet's pages: a tree of pages, they themselves, and their typefaces.

    The numbers from `first_id` on are those of the pages' own numbers, which are not drawn yet.
    """
    producer: Any = _PartProducer(sheet)
    producer.obj_id = first_id + sheet.pages_count - 1
    tree, pages = producer._add_pages_root(), producer._add_pages()  # noqa: SLF001
    if pages:
        producer._insert_resources(pages)  # noqa: SLF001
    tree.kids, tree.parent = PDFArray(pages), iobj_ref(_PAGES)
    for number, page in enumerate(pages, first_id):
        page.parent, page.annots = tree, None
        page.contents = PDFArray([page.contents.ref, iobj_ref(number)])
    body = bytearray()
    offsets = []
    for each in producer.pdf_objs:
        offsets.append(len(body))
        body += f"{each.serialize()}\n".encode("latin-1")
    return _Part(first_id=first_id, page_count=len(pages), offsets=offsets, body=bytes(body))


def _numbers_font() -> PDFFont:
    font = PDFFont("Type1", "Helvetica")
    font.id = _NUMBERS_FONT
    return font


def _height(fitted: Sequence[Fitted]) -> float:
    return max(len(each.lines) for each in fitted) * _CELL.line_height
