"""Engagement as PDF: a line for each group and week as a table on paper, in a language's words.

No clock, no database: what stands above the table comes with it. Widths are in points.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from turnout.l10n import report_pages
from turnout.l10n.languages import Language, language_of
from turnout.l10n.report_pages import Heading, PaperCell, cell_of, day_name
from turnout.modules.engagement_reports.types import EngagementLine, Part

CATALOGUES: Final = Path(__file__).parent / "locale"
PART: Final = 96.0
NAME: Final = 120.0
NUMBER: Final = 50.0


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


PARTS: Final = {
    Part.EVENT: _("All attendees"),
    Part.TICKET_TYPE: _("Ticket type"),
    Part.OTHER_TICKET_TYPES: _("Ticket types of few attendees, together"),
    Part.WEEK: _("Week from"),
}
FIGURES: Final = {
    "attendees": _("Attendees"),
    "accounts": _("With an account"),
    "mailed": _("Mailed"),
    "inbox": _("Told something in their inbox"),
    "inbox_read": _("Read inbox"),
    "pushed": _("Notified"),
    "agendas": _("Agendas"),
    "saves": _("Sessions in agendas"),
    "signed_up": _("Signed up"),
    "sign_ups": _("Places in sessions"),
    "sign_ups_came": _("Places used"),
    "came": _("Came"),
    "joined": _("Online"),
    "mails": _("Mails of the team"),
    "reads": _("Messages read"),
}


def draw_report(lines: Iterable[EngagementLine], heading: Heading) -> Iterator[bytes]:
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
        words(_("Engagement")), heading, language=language, heads=heads, rows=rows
    )


def _row(line: EngagementLine, language: Language) -> list[PaperCell]:
    name = line.name
    if line.part is Part.WEEK:
        name = day_name(name, language)
    part = language.translations.gettext(PARTS[line.part])
    return [cell_of(part), cell_of(name), *(cell_of(line.figures.get(each)) for each in FIGURES)]
