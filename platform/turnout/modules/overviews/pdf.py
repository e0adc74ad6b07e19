"""Overviews as PDF: the events of several organizations as a table on paper.

No clock, no database: what stands above the table comes with it. Widths are in points.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from turnout.l10n import report_pages
from turnout.l10n.languages import Language, language_of
from turnout.l10n.report_pages import Heading, PaperCell, cell_of
from turnout.modules.events import api as events
from turnout.modules.overviews.types import ReportRow

CATALOGUES: Final = Path(__file__).parent / "locale"
NAME: Final = 140.0
STATE: Final = 64.0
DAY: Final = 70.0
COUNT: Final = 50.0
CURRENCY: Final = 44.0
AMOUNT: Final = 70.0


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


STATES: Final = {
    events.State.DRAFT: _("Draft"),
    events.State.REVIEW: _("To review"),
    events.State.PUBLISHED: _("Published"),
    events.State.LIVE: _("On now"),
    events.State.ENDED: _("Ended"),
    events.State.CANCELLED: _("Cancelled"),
    events.State.POSTPONED: _("Postponed"),
}


def draw_report(report_rows: Sequence[ReportRow], heading: Heading) -> Iterator[bytes]:
    """The whole file, piece by piece: a line for each event and currency."""
    language = language_of(heading.language, catalogues=CATALOGUES)
    words = language.translations.gettext
    heads = [
        (words(_("Organization")), NAME),
        (words(_("Event")), NAME),
        (words(_("State")), STATE),
        (words(_("First day")), DAY),
        (words(_("Sold")), COUNT),
        (words(_("Capacity")), COUNT),
        (words(_("Open orders")), COUNT),
        (words(_("Currency")), CURRENCY),
        (words(_("Revenue")), AMOUNT),
    ]
    return report_pages.draw_report(
        words(_("All organizations")),
        heading,
        language=language,
        heads=heads,
        rows=(_row(each, language) for each in report_rows),
    )


def _row(line: ReportRow, language: Language) -> list[PaperCell]:
    day = line.first_day
    return [
        cell_of(line.organization),
        cell_of(line.title),
        cell_of(language.translations.gettext(STATES[events.State(line.state)])),
        cell_of(report_pages.day_name(day.isoformat(), language) if day else ""),
        cell_of(line.sold),
        cell_of(line.capacity),
        cell_of(line.open_orders),
        cell_of(line.currency or ""),
        cell_of(line.revenue),
    ]
