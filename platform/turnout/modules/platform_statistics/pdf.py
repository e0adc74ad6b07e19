"""The platform's statistics as PDF: what was sold as a table on paper, in a language's words.

No clock, no database: what stands above the table comes with it. Widths are in points.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Final

from turnout.l10n import report_pages
from turnout.l10n.languages import Language, language_of
from turnout.l10n.report_pages import Heading, PaperCell, cell_of
from turnout.modules.platform_statistics import rules
from turnout.modules.platform_statistics.types import (
    PlatformStatistics,
    Report,
    StatisticsMoney,
)

CATALOGUES: Final = Path(__file__).parent / "locale"
DAY: Final = 62.0
NAME: Final = 200.0
COUNT: Final = 50.0
CURRENCY: Final = 44.0
AMOUNT: Final = 62.0


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


COUNTS: Final = {
    "organizations_signed_up": _("New organizations"),
    "organizations_active": _("Organizations that sold"),
    "people_signed_up": _("New people"),
    "events_published": _("Published events"),
    "orders": _("Orders"),
    "tickets": _("Tickets"),
}
AMOUNTS: Final = (_("Gross"), _("Refunded"), _("Platform fees"))


def draw_report(found: PlatformStatistics, report: Report, heading: Heading) -> Iterator[bytes]:
    """The whole file, piece by piece: a line for each currency, counts on the first of them.

    By day, week or month it ends with what all of them come to.
    """
    language = language_of(heading.language, catalogues=CATALOGUES)
    words = language.translations.gettext
    is_periods = report is Report.PERIODS
    names = rules.COUNTS if is_periods else rules.SOLD
    days, organization = [(_("From"), DAY), (_("Until"), DAY)], [(_("Organization"), NAME)]
    heads = [
        *((words(said), width) for said, width in (days if is_periods else organization)),
        *((words(COUNTS[name]), COUNT) for name in names),
        (words(_("Currency")), CURRENCY),
        *((words(said), AMOUNT) for said in AMOUNTS),
    ]
    rows = _periods(found, language) if is_periods else _organizations(found)
    return report_pages.draw_report(
        words(_("All organizations")), heading, language=language, heads=heads, rows=rows
    )


def _periods(found: PlatformStatistics, language: Language) -> Iterator[list[PaperCell]]:
    for each in found.series:
        days = [report_pages.day_name(str(day), language) for day in (each.starts_on, each.ends_on)]
        counts = [getattr(each.figures, name) for name in rules.COUNTS]
        yield from _lines([*days, *counts], each.figures.money)
    total = language.translations.gettext(_("Total"))
    counts = [getattr(found.totals, name) for name in rules.COUNTS]
    yield from _lines([total, "", *counts], found.totals.money)


def _organizations(found: PlatformStatistics) -> Iterator[list[PaperCell]]:
    for each in found.organizations:
        yield from _lines([each.name, each.orders, each.tickets], each.money)


def _lines(
    beginning: Sequence[str | int], money: Sequence[StatisticsMoney]
) -> Iterator[list[PaperCell]]:
    """One without money where there is none."""
    nothing = [""] * len(beginning)
    for cells, each in zip_longest([beginning], money):
        amounts = [each.currency, *rules.amounts_of(each)] if each else [""] * (1 + len(AMOUNTS))
        yield [cell_of(cell) for cell in (*(cells or nothing), *amounts)]
