"""A badge as marks in their places: the same for paper, screens and label printers.

Lengths are in points, from the upper left corner of the badge. No clock, no database, no network.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from turnout.assets.paper.fonts import clean
from turnout.assets.paper.glyphs import ELLIPSIS, Fitted, Line, Style, fit
from turnout.l10n.brand_colours import parse_colour
from turnout.modules.badges.rules import POINTS_PER_MM
from turnout.modules.badges.types import (
    TEXT_KINDS,
    Alignment,
    Badge,
    BadgeDesign,
    BadgeElement,
    BadgePictures,
    ElementKind,
    QrContent,
)

Colour = tuple[int, int, int]
SMALLEST_PT: Final = 5.0
STEP: Final = 0.94
"""From one size that is tried to the next."""
BASELINE: Final = 1.05
"""Of the size, below the top of a line."""
LEADING: Final = 1.36
"""Of the size, from line to line: tall scripts (Thai, Devanagari, Arabic) need the room."""
_INDENTS: Final = {Alignment.START: 0.0, Alignment.CENTRE: 0.5, Alignment.END: 1.0}


@dataclass(frozen=True, slots=True)
class Place:
    """A box."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class TextMark:
    """A line of text: where its left end stands on the baseline, and in which box it is."""

    place: Place
    line: Line
    x: float
    baseline: float
    size: float
    colour: Colour
    is_bold: bool
    indent: float
    """Of the room that is left: 0 at the left edge of its box, 1 at the right one."""


@dataclass(frozen=True, slots=True)
class BoxMark:
    place: Place
    colour: Colour


@dataclass(frozen=True, slots=True)
class QrMark:
    """A QR code, square, with its quiet zone inside its place."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class BarsMark:
    """A Code 128 symbol with its quiet zone inside its place."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Pdf417Mark:
    """A PDF417 symbol, as large as it fits its place with its quiet zone."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A picture, as large as it fits its place."""

    place: Place
    data: bytes


Mark = TextMark | BoxMark | QrMark | BarsMark | Pdf417Mark | PictureMark


def marks_of(
    design: BadgeDesign, badge: Badge, pictures: BadgePictures, *, language: str
) -> Iterator[Mark]:
    """What is drawn for one badge, from the lowest to what lies over all others.

    What is not there, such as an answer that nobody gave, leaves its place empty.
    """
    for element in design.elements:
        place = _place_of(element)
        if element.kind in TEXT_KINDS:
            yield from _lines(element, place, text_of(element, badge), language)
        elif element.kind == ElementKind.BAND:
            colour = element.colours.get(str(badge.ticket_type_id), element.colour)
            yield BoxMark(place, parse_colour(colour))
        elif element.kind == ElementKind.QR:
            is_ticket = element.content == QrContent.TICKET
            text = badge.ticket_code if is_ticket else badge.badge_code
            yield QrMark(_square(place), text)
        elif element.kind == ElementKind.CODE_128:
            yield BarsMark(place, badge.barcode_number)
        elif element.kind == ElementKind.PDF417:
            yield Pdf417Mark(place, badge.ticket_code)
        elif element.kind == ElementKind.LOGO and pictures.logo:
            yield PictureMark(place, pictures.logo)
        elif element.file_id is not None and element.file_id in pictures.files:
            yield PictureMark(place, pictures.files[element.file_id])


def text_of(element: BadgeElement, badge: Badge) -> str:
    """What an element of text says on a badge."""
    if element.kind == ElementKind.TEXT:
        return element.text
    if element.kind == ElementKind.ANSWER:
        return badge.answers.get(element.question, "")
    if element.kind == ElementKind.SESSIONS:
        return " · ".join(badge.sessions)
    return str(getattr(badge, element.kind))


def fit_box(text: str, style: Style, place: Place, *, size: float, lines: int) -> Fitted | None:
    """Lines at the largest size up to this one that fit a box both ways; cut at the smallest.

    None where the box holds no line at all.
    """
    cleaned, fitted = clean(text), None
    while True:
        size = max(size, SMALLEST_PT)
        room = min(lines, int((place.height + 0.01) / (size * LEADING)))
        if room >= 1:
            fitted = fit(cleaned, style, width=place.width, sizes=(size,), max_lines=room)
            if _is_whole(fitted, cleaned):
                return fitted
        if size <= SMALLEST_PT:
            return fitted
        size *= STEP


def _is_whole(fitted: Fitted, text: str) -> bool:
    """Whether nothing was cut off and no word was broken."""
    said = " ".join(line.text for line in fitted.lines)
    return text.endswith(ELLIPSIS) or (not said.endswith(ELLIPSIS) and said.split() == text.split())


def _lines(element: BadgeElement, place: Place, text: str, language: str) -> Iterator[TextMark]:
    if not clean(text):
        return
    style = Style(bold=element.is_bold, language=language)
    fitted = fit_box(text, style, place, size=element.size_pt, lines=element.lines)
    if fitted is None:
        return
    leading = fitted.size * LEADING
    top = place.y + (place.height - leading * len(fitted.lines)) / 2
    indent = _INDENTS[Alignment(element.align)]
    for line in fitted.lines:
        # The text's own direction decides where it begins.
        own = 1 - indent if line.pieces and line.pieces[-1].is_rtl else indent
        yield TextMark(
            place=place,
            line=line,
            x=place.x + (place.width - line.width * fitted.size) * own,
            baseline=top + fitted.size * BASELINE,
            size=fitted.size,
            colour=parse_colour(element.colour),
            is_bold=element.is_bold,
            indent=own,
        )
        top += leading


def _place_of(element: BadgeElement) -> Place:
    return Place(
        element.x_mm * POINTS_PER_MM,
        element.y_mm * POINTS_PER_MM,
        element.width_mm * POINTS_PER_MM,
        element.height_mm * POINTS_PER_MM,
    )


def _square(place: Place) -> Place:
    """The largest square in the middle of a box."""
    side = min(place.width, place.height)
    x, y = place.x + (place.width - side) / 2, place.y + (place.height - side) / 2
    return Place(x, y, side, side)


def inner_place(place: Place, *, width: float, height: float) -> Place:
    """Where something of this shape stands as large as it fits a box, in its middle."""
    scale = min(place.width / width, place.height / height)
    wide, high = width * scale, height * scale
    return Place(
        place.x + (place.width - wide) / 2, place.y + (place.height - high) / 2, wide, high
    )
