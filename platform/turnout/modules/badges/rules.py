"""What a badge design may be, and what a scanner and a person can still read of it. Pure."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import Any, Final
from uuid import UUID

from turnout.kernel.errors import FieldError
from turnout.modules.badges.types import (
    TEXT_KINDS,
    BadgeDesign,
    BadgeElement,
    BadgeSides,
    ElementKind,
    LabelSheet,
    NameForm,
    PrintFormat,
    QrContent,
)

MM_PER_INCH: Final = 25.4
POINTS_PER_MM: Final = 72 / MM_PER_INCH
SMALLEST_QR_MM: Final = {QrContent.TICKET: 22.0, QrContent.BADGE: 16.0}
"""With the quiet zone: a cell has three dots at 203 dpi then."""
SMALLEST_MM: Final = {ElementKind.CODE_128: (42.0, 8.0), ElementKind.PDF417: (54.0, 20.0)}
"""Width and height with the quiet zone: a module has a quarter of a millimetre then, which is two
dots at 203 dpi."""
LOWEST_TEXT_MM: Final = 2.5
"""A line at five points."""
TOLERANCE_MM: Final = 0.01
MOST_ELEMENTS: Final = 40
MOST_LAYOUTS: Final = 30
MOST_SHEET_MM: Final = 600.0
IN_A_FILE: Final = 100
"""Badges that one file has; more come in parts."""
MOST_NAMED: Final = 100
DPI: Final = (203, 300)
TWO_WORDS: Final = 2


def name_in_form(name: str, form: str) -> str:
    """The name on a badge: all of it, its first word, or its first and last one."""
    words = name.split()
    if form == NameForm.FULL or len(words) < TWO_WORDS:
        return name
    return words[0] if form == NameForm.FIRST else f"{words[0]} {words[-1]}"


def faults_of(
    design: BadgeDesign, *, ticket_type_ids: Collection[UUID], questions: Collection[str]
) -> list[FieldError]:
    """What is wrong with a design, by field; pointers begin at `/design`."""
    faults = list(_faults_of_sheet(design, design.sheet)) if design.sheet else []
    known = {str(each) for each in ticket_type_ids}
    for place, element in enumerate(design.elements):
        found = chain(
            _faults_of_box(design, element),
            _faults_of_content(element, known=known, questions=questions),
        )
        faults += [_at(place, field, says) for field, says in found]
    return faults


def _at(place: int, field: str, says: str) -> FieldError:
    return FieldError(f"/design/elements/{place}/{field}", says)


def _faults_of_sheet(design: BadgeDesign, sheet: LabelSheet) -> Iterator[FieldError]:
    wide = sheet.left_mm + sheet.columns * design.width_mm + (sheet.columns - 1) * sheet.gap_x_mm
    high = sheet.top_mm + sheet.rows * design.paper_height_mm + (sheet.rows - 1) * sheet.gap_y_mm
    if wide > sheet.width_mm + TOLERANCE_MM:
        says = f"So many columns need {wide:g} mm of width."
        yield FieldError("/design/sheet/columns", says)
    if high > sheet.height_mm + TOLERANCE_MM:
        yield FieldError("/design/sheet/rows", f"So many rows need {high:g} mm of height.")


def _faults_of_box(design: BadgeDesign, element: BadgeElement) -> Iterator[tuple[str, str]]:
    if element.x_mm + element.width_mm > design.width_mm + TOLERANCE_MM:
        yield "width_mm", f"This ends outside of the badge, which is {design.width_mm:g} mm wide."
    if element.y_mm + element.height_mm > design.height_mm + TOLERANCE_MM:
        yield "height_mm", f"This ends outside of the badge, which is {design.height_mm:g} mm high."
    if element.kind in TEXT_KINDS and element.height_mm < LOWEST_TEXT_MM:
        yield "height_mm", f"A line of text needs {LOWEST_TEXT_MM:g} mm."
    if element.kind == ElementKind.QR:
        least = SMALLEST_QR_MM[QrContent(element.content)]
        for field in ("width_mm", "height_mm"):
            if getattr(element, field) < least:
                yield field, f"Scanners need {least:g} mm for this code."
    if element.kind in SMALLEST_MM:
        smallest = SMALLEST_MM[ElementKind(element.kind)]
        for field, least in zip(("width_mm", "height_mm"), smallest, strict=True):
            if getattr(element, field) < least:
                yield field, f"Scanners need {least:g} mm for this code."


def _faults_of_content(
    element: BadgeElement, *, known: Collection[str], questions: Collection[str]
) -> Iterator[tuple[str, str]]:
    if element.kind == ElementKind.TEXT and not element.text.strip():
        yield "text", "Write what stands there."
    if element.kind == ElementKind.ANSWER and element.question not in questions:
        yield "question", "The event's form has no such question that a badge can show."
    if element.kind == ElementKind.PICTURE and element.file_id is None:
        yield "file_id", "Choose a picture."
    for type_id in element.colours:
        if type_id not in known:
            yield f"colours/{type_id}", "The event has no such ticket type."


def faults_of_print(design: BadgeDesign, format_: str) -> list[FieldError]:
    """Label printers print one side of one label at a time."""
    if format_ != PrintFormat.ZPL:
        return []
    if design.sheet is not None:
        return [FieldError("/format", "This layout is for sheets; print it as a PDF.")]
    if design.sides == BadgeSides.FOLDED:
        return [FieldError("/format", "This layout is folded; print it as a PDF.")]
    return []


def badge_code(ticket_id: UUID) -> str:
    """What the QR of a badge says that admits nobody: which badge it is."""
    return f"turnout:badge:{ticket_id.hex}"


def file_ids_of(design: BadgeDesign) -> list[UUID]:
    """The pictures of a design, each once."""
    found = (each.file_id for each in design.elements if each.kind == ElementKind.PICTURE)
    return list(dict.fromkeys(each for each in found if each is not None))


def design_in_copy(design: Mapping[str, Any], types: Mapping[str, str]) -> dict[str, Any]:
    """A stored design for a copy of its event: a band has the colours of the ticket types there.

    A picture that has no file any more is left out.
    """
    elements = [
        {
            **each,
            "colours": {
                types[type_id]: colour
                for type_id, colour in each.get("colours", {}).items()
                if type_id in types
            },
        }
        for each in design["elements"]
        if each["kind"] != ElementKind.PICTURE or each.get("file_id")
    ]
    return {**design, "elements": elements}


def parts_of(prints: int) -> int:
    """How many files so many badges come in."""
    return -(-prints // IN_A_FILE)
