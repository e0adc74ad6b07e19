"""Attendance as PDF: a line for each part as a table on paper, in the words of a language.

No clock, no database: what stands above the table comes with it. Widths are in points.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from babel.dates import format_date
from babel.numbers import format_percent

from turnout.assets.paper import tables
from turnout.assets.paper.tables import Table
from turnout.l10n.languages import Language, language_of
from turnout.modules.attendance.types import AttendanceLine, AttendanceReport, Part

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


def draw_report(
    found: AttendanceReport, lines: Sequence[AttendanceLine], *, name: str, language: str
) -> Iterator[bytes]:
    """The whole file, piece by piece; `name` is the event's."""
    tongue = language_of(language, catalogues=CATALOGUES)
    words = tongue.translations.gettext
    heads = [
        (words(_("Part")), PART),
        (words(_("Name")), NAME),
        *((words(each), NUMBER) for each in FIGURES.values()),
    ]
    table = Table(
        title=f"{words(_('Attendance'))} · {name}",
        subtitle=tables.moment(found.counted_at, found.time_zone),
        columns=[(head, tables.room(head, least)) for head, least in heads],
        language=tongue.tag,
        is_mirrored=tongue.direction == "rtl",
        made_at=found.counted_at,
    )
    return tables.report_of(table, [_row(each, tongue) for each in lines])


def _row(line: AttendanceLine, language: Language) -> list[tuple[str, bool]]:
    name = line.name
    if line.part is Part.DAY:
        name = format_date(date.fromisoformat(name), "medium", locale=language.locale)
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
