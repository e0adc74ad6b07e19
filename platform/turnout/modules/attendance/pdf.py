"""Attendance as PDF: a line for each part as a table on paper, in the words of a language.

No clock, no database: what stands above the table comes with it. Widths are in points.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from babel.numbers import format_percent

from turnout.l10n import report_pages
from turnout.l10n.languages import Language, language_of
from turnout.l10n.report_pages import Heading, PaperCell, day_name
from turnout.modules.attendance.types import AttendanceLine, Part

CATALOGUES: Final = Path(__file__).parent / "locale"
PART: Final = 90.0
NAME: Final = 170.0
NUMBER: Final = 50.0
PERCENT: Final = "#,##0.##%"
"""A rate has four decimals: none of them is left out."""


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


PARTS: Final = {
    Part.EVENT: _("The whole event"),
    Part.ONLINE: _("Joined online"),
    Part.TICKET_TYPE: _("Ticket type"),
    Part.DAY: _("Day"),
    Part.LIST: _("Check-in list"),
    Part.SESSION: _("Session"),
}
FIGURES: Final = {
    "expected": _("Expected"),
    "attended": _("Came"),
    "no_shows": _("Did not come"),
    "rate": _("Attendance rate"),
    "inside": _("Inside now"),
    "capacity": _("Places"),
}


def draw_report(lines: Sequence[AttendanceLine], heading: Heading) -> Iterator[bytes]:
    """The whole file, piece by piece; the heading's name is the event's."""
    language = language_of(heading.language, catalogues=CATALOGUES)
    words = language.translations.gettext
    heads = [
        (words(_("Part")), PART),
        (words(_("Name")), NAME),
        *((words(each), NUMBER) for each in FIGURES.values()),
    ]
    rows = [_row(each, language) for each in lines]
    return report_pages.draw_report(
        words(_("Attendance")), heading, language=language, heads=heads, rows=rows
    )


def _row(line: AttendanceLine, language: Language) -> list[PaperCell]:
    name = line.name
    if line.part is Part.DAY:
        name = day_name(name, language)
    return [
        (language.translations.gettext(PARTS[line.part]), False),
        (name, False),
        *((_said(getattr(line, each), language), True) for each in FIGURES),
    ]


def _said(value: float | None, language: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(format_percent(value, PERCENT, locale=language.locale))
    return str(value)
