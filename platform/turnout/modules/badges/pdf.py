"""Badges as a PDF: one on each page, or several on a sheet, with their backs.

Same calls, same bytes. The text behind each badge can be copied and searched in every script.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from PIL import Image

from turnout.assets.paper.sheet import Sheet
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
    marks_of,
)
from turnout.modules.badges.rules import POINTS_PER_MM
from turnout.modules.badges.types import Badge, BadgeDesign, BadgePictures, BadgeSides


@dataclass(frozen=True, slots=True)
class BadgeToDraw:
    """A badge and how it looks."""

    design: BadgeDesign
    badge: Badge
    layout_key: str = ""
    """Badges of one key share a sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeDocument:
    """All badges of a file. `language` is a BCP 47 tag; `made_at` is the file's creation date."""

    title: str
    language: str
    made_at: datetime
    badges: Sequence[BadgeToDraw]
    pictures: BadgePictures = field(default_factory=BadgePictures)


def render_badges(document: BadgeDocument) -> bytes:
    """The PDF; a new page begins wherever the layout changes. ValueError without a badge."""
    if not document.badges:
        raise ValueError("a document of badges needs at least one")
    painter = _Painter(document)
    for _, group in groupby(document.badges, key=lambda each: each.layout_key):
        same = list(group)
        many = same[0].design.on_a_page
        for start in range(0, len(same), many):
            painter.draw_page(same[start : start + many])
    return painter.sheet.to_bytes()


class _Painter:
    """Draws page by page."""

    def __init__(self, document: BadgeDocument) -> None:
        self.document = document
        self.sheet = Sheet(language=document.language)
        self.sheet.set_creation_date(document.made_at)
        self.sheet.set_title(document.title)
        self.drawn: dict[int, list[Mark]] = {}

    def draw_page(self, badges: Sequence[BadgeToDraw]) -> None:
        design = badges[0].design
        marks = [list(self._marks(each)) for each in badges]
        self._draw_side(design, marks, is_back=False)
        if design.sides == BadgeSides.DOUBLE:
            self._draw_side(design, marks, is_back=True)

    def _marks(self, each: BadgeToDraw) -> Sequence[Mark]:
        document = self.document
        found = marks_of(each.design, each.badge, document.pictures, language=document.language)
        return list(found)

    def _draw_side(
        self, design: BadgeDesign, marks: Sequence[Sequence[Mark]], *, is_back: bool
    ) -> None:
        paper = design.sheet
        size = (
            (paper.width_mm, paper.height_mm)
            if paper
            else (design.width_mm, design.paper_height_mm)
        )
        self.sheet.add_page(format=(size[0] * POINTS_PER_MM, size[1] * POINTS_PER_MM))
        for number, badge in enumerate(marks):
            x, y = origin_of(design, number, is_back=is_back)
            self._draw_badge(badge, x, y)
            if design.sides == BadgeSides.FOLDED:
                width, height = design.width_mm * POINTS_PER_MM, design.height_mm * POINTS_PER_MM
                with self.sheet.rotation(180, x=x + width / 2, y=y + height):
                    self._draw_badge(badge, x, y)

    def _draw_badge(self, marks: Sequence[Mark], x: float, y: float) -> None:
        for mark in marks:
            place = Place(x + mark.place.x, y + mark.place.y, mark.place.width, mark.place.height)
            match mark:
                case TextMark():
                    self.sheet.draw_line(
                        mark.line,
                        x + mark.x,
                        y + mark.baseline,
                        size=mark.size,
                        colour=mark.colour,
                    )
                case BoxMark():
                    self._fill(place, mark.colour)
                case QrMark():
                    self.sheet.draw_qr(mark.text, place.x, place.y, size=place.width)
                case BarsMark():
                    self.sheet.draw_code128(mark.text, place.x, place.y, **_size_of(place))
                case Pdf417Mark():
                    self.sheet.draw_pdf417(mark.text, place.x, place.y, **_size_of(place))
                case PictureMark():
                    self._draw_picture(mark.data, place)

    def _fill(self, place: Place, colour: tuple[int, int, int]) -> None:
        self.sheet.fill_box(place.x, place.y, colour=colour, **_size_of(place))

    def _draw_picture(self, data: bytes, place: Place) -> None:
        with Image.open(io.BytesIO(data)) as image:
            inner = inner_place(place, width=image.width, height=image.height)
        self.sheet.draw_picture(data, inner.x, inner.y, width=inner.width, height=inner.height)


def _size_of(place: Place) -> dict[str, float]:
    return {"width": place.width, "height": place.height}


def origin_of(design: BadgeDesign, number: int, *, is_back: bool) -> tuple[float, float]:
    """The upper left corner of a badge on its page, in points.

    Backs lie in the columns from the right: turned over its long side, a sheet has them behind
    their fronts.
    """
    paper = design.sheet
    if paper is None:
        return 0.0, 0.0
    row, column = divmod(number, paper.columns)
    x = paper.left_mm + column * (design.width_mm + paper.gap_x_mm)
    y = paper.top_mm + row * (design.paper_height_mm + paper.gap_y_mm)
    if is_back:
        x = paper.width_mm - x - design.width_mm
    return x * POINTS_PER_MM, y * POINTS_PER_MM
