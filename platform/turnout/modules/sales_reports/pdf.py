"""Sales reports as PDF: the lines as a table on paper, in the words of a language.

No clock, no database: what stands above the table comes with it. Widths are in points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from babel.dates import format_date

from turnout.assets.paper import tables as paper
from turnout.modules.sales_reports import tables
from turnout.modules.sales_reports.tables import Figure
from turnout.modules.sales_reports.types import SalesReport

NAME: Final = 70.0
CURRENCY: Final = 44.0
COUNT: Final = 40.0
AMOUNT: Final = 47.0
LEAST: Final = (NAME, CURRENCY, *[COUNT] * len(tables.COUNTS))
"""Of the first columns; the others have amounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Whose figures they are, and in which language they are read."""

    name: str
    language: str


def draw_report(found: SalesReport, heading: Heading) -> Iterator[bytes]:
    """The whole file, piece by piece: the lines, then what they come to in each currency."""
    table = tables.table_of(found, heading.language)
    locale = table.language.locale
    days = [
        format_date(each, "medium", locale=locale)
        for each in (found.first_day, found.last_day)
        if each
    ]
    counted = paper.moment(found.counted_at, found.time_zone)
    least = [*LEAST, *[AMOUNT] * (len(table.heads) - len(LEAST))]
    drawn = paper.Table(
        title=f"{table.title} · {heading.name}",
        subtitle=" · ".join(each for each in (" – ".join(days), counted) if each),
        columns=[
            (head, paper.room(head, width)) for head, width in zip(table.heads, least, strict=True)
        ],
        language=table.language.tag,
        is_mirrored=table.language.direction == "rtl",
        made_at=found.counted_at,
    )
    return paper.report_of(drawn, [_row(each) for each in (*table.lines, *table.totals)])


def _row(line: Sequence[Figure]) -> list[tuple[str, bool]]:
    return [_cell(each) for each in line]


def _cell(figure: Figure) -> tuple[str, bool]:
    """What it says, and whether it is a number."""
    if isinstance(figure, str):
        return figure, False
    if isinstance(figure, int):
        return str(figure), True
    return "" if figure is None else f"{figure:f}", True
