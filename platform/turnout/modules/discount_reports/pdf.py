"""Discount reports as PDF: what each code brought as a table on paper, in the words of a language.

No clock, no database: what stands above the table comes with it. Widths are in points.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from turnout.kernel.spreadsheet_files import amount
from turnout.l10n import report_pages
from turnout.l10n.languages import language_of
from turnout.l10n.report_pages import Heading, PaperCell, cell_of
from turnout.modules.discount_reports.types import DiscountCodeFigures, DiscountFigures

CATALOGUES: Final = Path(__file__).parent / "locale"
CODE: Final = 120.0
CURRENCY: Final = 44.0
COUNT: Final = 50.0
AMOUNT: Final = 60.0


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


COUNTS: Final = {
    "uses": _("Uses"),
    "confirmed": _("Confirmed orders"),
    "tickets": _("Tickets"),
}
AMOUNTS: Final = {
    "discount_minor": _("Taken off"),
    "paid_minor": _("Paid"),
    "refunded_minor": _("Refunded"),
}


def draw_report(
    codes: Sequence[DiscountCodeFigures], totals: Sequence[DiscountFigures], heading: Heading
) -> Iterator[bytes]:
    """The whole file, piece by piece: the codes, then what they come to in each currency."""
    language = language_of(heading.language, catalogues=CATALOGUES)
    words = language.translations.gettext
    heads = [
        (words(_("Code")), CODE),
        (words(_("Currency")), CURRENCY),
        *((words(each), COUNT) for each in COUNTS.values()),
        *((words(each), AMOUNT) for each in AMOUNTS.values()),
    ]
    rows = [_row(each.code, each) for each in codes]
    rows += [_row(words(_("Total")), each) for each in totals]
    return report_pages.draw_report(
        words(_("Discount report")), heading, language=language, heads=heads, rows=rows
    )


def _row(name: str, line: DiscountFigures) -> list[PaperCell]:
    return [
        (name, False),
        (line.currency, False),
        *(cell_of(getattr(line, each)) for each in COUNTS),
        *(cell_of(amount(getattr(line, each), line.currency)) for each in AMOUNTS),
    ]
