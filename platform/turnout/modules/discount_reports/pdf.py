"""Discount reports as PDF: what each code brought as a table on paper, in the words of a language.

No clock, no database: what stands above the table comes with it. Widths are in points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from turnout.assets.paper import tables
from turnout.assets.paper.tables import Table
from turnout.kernel.spreadsheet_files import amount
from turnout.l10n.languages import language_of
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Of which discount, counted when, and in which language it is read."""

    name: str
    language: str
    time_zone: str
    counted_at: datetime


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
    table = Table(
        title=f"{words(_('Discount report'))} · {heading.name}",
        subtitle=tables.moment(heading.counted_at, heading.time_zone),
        columns=[(head, tables.room(head, least)) for head, least in heads],
        language=language.tag,
        is_mirrored=language.direction == "rtl",
        made_at=heading.counted_at,
    )
    rows = [_row(each.code, each) for each in codes]
    rows += [_row(words(_("Total")), each) for each in totals]
    return tables.report_of(table, rows)


def _row(name: str, line: DiscountFigures) -> list[tuple[str, bool]]:
    return [
        (name, False),
        (line.currency, False),
        *((str(getattr(line, each)), True) for each in COUNTS),
        *((f"{amount(getattr(line, each), line.currency):f}", True) for each in AMOUNTS),
    ]
