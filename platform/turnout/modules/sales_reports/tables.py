"""Sales reports as tables in the words of a language, for paper and for pages. Pure.

Widths are in points.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeAlias

from babel.dates import format_date

from turnout.kernel.spreadsheet_files import amount
from turnout.l10n import report_pages
from turnout.l10n.languages import Language, language_of
from turnout.l10n.report_pages import Heading, cell_of, day_name, hour_name, weekday_name
from turnout.modules.sales_reports.types import Grouping, SalesReport, SalesReportLine

Figure: TypeAlias = str | int | Decimal | None
"""A name, a count, an amount in major units, or nothing that is known."""
CATALOGUES: Final = Path(__file__).parent / "locale"


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


TITLES: Final = {
    Grouping.DAY: _("Sales by day"),
    Grouping.WEEK: _("Sales by week"),
    Grouping.MONTH: _("Sales by month"),
    Grouping.WEEKDAY: _("Sales by weekday"),
    Grouping.HOUR: _("Sales by hour of the day"),
    Grouping.EVENT: _("Sales by event"),
    Grouping.TICKET_TYPE: _("Sales by ticket type"),
    Grouping.CHANNEL: _("Sales by channel"),
    Grouping.SALES_PARTNER: _("Sales by sales partner"),
    Grouping.CODE: _("Sales by discount code"),
    Grouping.SOLD_BY: _("Sales by seller"),
}
HEADS: Final = {
    Grouping.DAY: _("Day"),
    Grouping.WEEK: _("Week"),
    Grouping.MONTH: _("Month"),
    Grouping.WEEKDAY: _("Weekday"),
    Grouping.HOUR: _("Hour of the day"),
    Grouping.EVENT: _("Event"),
    Grouping.TICKET_TYPE: _("Ticket type"),
    Grouping.CHANNEL: _("Sales channel"),
    Grouping.SALES_PARTNER: _("Sales partner"),
    Grouping.CODE: _("Discount code"),
    Grouping.SOLD_BY: _("Sold by"),
}
CHANNELS: Final = {
    "web": _("On the web"),
    "embed": _("Embedded checkout"),
    "box_office": _("Box office"),
    "api": _("API"),
    "partner": _("Sales partner"),
    "import": _("Import"),
}
UNNAMED: Final = {
    Grouping.CHANNEL: _("No order"),
    Grouping.SALES_PARTNER: _("Without a partner"),
    Grouping.CODE: _("Without a code"),
    Grouping.SOLD_BY: _("By nobody of the team"),
}
NO_ORDER: Final = _("Not about an order")
FORMER: Final = _("Somebody who is not here any more")
COUNTS: Final = {
    "orders": _("Orders"),
    "cancelled_orders": _("Cancelled"),
    "tickets": _("Tickets"),
    "returned_tickets": _("Returned"),
}
AMOUNTS: Final = {
    "net": _("Net"),
    "tax": _("Tax"),
    "gross": _("Sold for"),
    "received": _("Received"),
    "refunded": _("Refunded"),
    "fees": _("Fees"),
    "disputed": _("Disputed"),
    "adjusted": _("Adjusted"),
    "kept": _("What stays"),
}
NEVER_MOVED: Final = frozenset({"received", "refunded", "fees", "disputed", "adjusted", "kept"})
"""What is not known by ticket type."""
NAME_WIDTH: Final = 70.0
CURRENCY_WIDTH: Final = 44.0
COUNT_WIDTH: Final = 40.0
AMOUNT_WIDTH: Final = 47.0
FIRST_WIDTHS: Final = (NAME_WIDTH, CURRENCY_WIDTH, *[COUNT_WIDTH] * len(COUNTS))
"""Of the first columns; the others have amounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """The heads and the lines of a report; each line begins with its name and its currency."""

    title: str
    heads: Sequence[str]
    lines: Sequence[Sequence[Figure]]
    totals: Sequence[Sequence[Figure]]
    """One for each currency."""
    language: Language


def table_of(found: SalesReport, language: str) -> ReportTable:
    """A report as it is read in a language: the columns that say something of such groups."""
    group_by = Grouping(found.group_by)
    words = _Words(language_of(language, catalogues=CATALOGUES))
    heads = [HEADS[group_by], _("Currency"), *COUNTS.values(), *AMOUNTS.values()]
    shown = _columns(group_by)
    return ReportTable(
        title=words(TITLES[group_by]),
        heads=[words(heads[place]) for place in shown],
        lines=[_line(words.name_of(each, group_by), each, shown) for each in found.lines],
        totals=[_line(words(_("Total")), each, shown) for each in found.totals],
        language=words.language,
    )


def draw_report(found: SalesReport, heading: Heading) -> Iterator[bytes]:
    """A PDF, piece by piece: the lines, then what they come to in each currency."""
    table = table_of(found, heading.language)
    widths = [*FIRST_WIDTHS, *[AMOUNT_WIDTH] * (len(table.heads) - len(FIRST_WIDTHS))]
    return report_pages.draw_report(
        table.title,
        heading,
        language=table.language,
        heads=zip(table.heads, widths, strict=True),
        rows=[[cell_of(each) for each in line] for line in (*table.lines, *table.totals)],
    )


def _columns(group_by: Grouping) -> Sequence[int]:
    """The places of the columns that say something of such groups."""
    names = ["", "", *COUNTS, *AMOUNTS]
    is_short = group_by is Grouping.TICKET_TYPE
    return [place for place, each in enumerate(names) if not (is_short and each in NEVER_MOVED)]


def _line(name: str, line: SalesReportLine, shown: Sequence[int]) -> list[Figure]:
    amounts = [getattr(line, f"{each}_minor") for each in AMOUNTS]
    figures: list[Figure] = [
        name,
        line.currency,
        *(getattr(line, each) for each in COUNTS),
        *(None if each is None else amount(each, line.currency) for each in amounts),
    ]
    return [figures[place] for place in shown]


class _Words:
    """How a language calls the lines and their heads."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._gettext: Callable[[str], str] = language.translations.gettext

    def __call__(self, text: str) -> str:
        return self._gettext(text)

    def name_of(self, line: SalesReportLine, group_by: Grouping) -> str:
        locale = self.language.locale
        if group_by is Grouping.DAY:
            return day_name(line.key, self.language)
        if group_by is Grouping.WEEK:
            return self(_("Week of %(day)s")) % {"day": day_name(line.key, self.language)}
        if group_by is Grouping.MONTH:
            first = date.fromisoformat(f"{line.key[:7]}-01")
            return format_date(first, "LLLL y", locale=locale)
        if group_by is Grouping.WEEKDAY:
            return weekday_name(line.key, self.language)
        if group_by is Grouping.HOUR:
            return hour_name(line.key, self.language)
        return self._called(line, group_by)

    def _called(self, line: SalesReportLine, group_by: Grouping) -> str:
        if group_by is Grouping.CHANNEL and line.key in CHANNELS:
            return self(CHANNELS[line.key])
        if line.name:
            return line.name
        if group_by is Grouping.SOLD_BY and line.key:
            return self(FORMER)
        named_by_key = group_by in (Grouping.CHANNEL, Grouping.CODE) and line.key
        return line.key if named_by_key else self(UNNAMED.get(group_by, NO_ORDER))
