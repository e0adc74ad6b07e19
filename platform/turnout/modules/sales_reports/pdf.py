"""Sales reports as PDF: the lines as a table on paper, in the words of a language.

No clock, no database: what stands above the table comes with it. Widths are in points.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Final

from babel.dates import format_date, format_time, get_day_names

from turnout.assets.paper import tables
from turnout.assets.paper.tables import Table
from turnout.kernel.spreadsheet_files import amount
from turnout.l10n.languages import Language, language_of
from turnout.modules.sales_reports.types import Grouping, SalesReport, SalesReportLine

CATALOGUES: Final = Path(__file__).parent / "locale"
NAME: Final = 70.0
CURRENCY: Final = 44.0
COUNT: Final = 40.0
AMOUNT: Final = 47.0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Whose figures they are, and in which language they are read."""

    name: str
    language: str


def draw_report(found: SalesReport, group_by: Grouping, heading: Heading) -> Iterator[bytes]:
    """The whole file, piece by piece: the lines, then what they come to in each currency."""
    words = _Words(language_of(heading.language, catalogues=CATALOGUES))
    table = _table(found, group_by, heading, words)
    rows = [_row(words.name_of(line, group_by), line) for line in found.lines]
    rows += [_row(words(_("Total")), line) for line in found.totals]
    shown = _columns(group_by)
    cells = ([row[place] for place in shown] for row in rows)
    return tables.report_of(table, cells)


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
            return format_date(date.fromisoformat(line.key), "medium", locale=locale)
        if group_by is Grouping.WEEK:
            day = format_date(date.fromisoformat(line.key), "medium", locale=locale)
            return self(_("Week of %(day)s")) % {"day": day}
        if group_by is Grouping.MONTH:
            first = date.fromisoformat(f"{line.key[:7]}-01")
            return format_date(first, "LLLL y", locale=locale)
        if group_by is Grouping.WEEKDAY:
            return str(get_day_names("wide", "stand-alone", locale=locale)[int(line.key) - 1])
        if group_by is Grouping.HOUR:
            return format_time(time(int(line.key)), "short", locale=locale)
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


def _table(found: SalesReport, group_by: Grouping, heading: Heading, words: _Words) -> Table:
    days = [
        format_date(each, "medium", locale=words.language.locale)
        for each in (found.first_day, found.last_day)
        if each
    ]
    counted = tables.moment(found.counted_at, found.time_zone)
    heads = [
        (HEADS[group_by], NAME),
        (_("Currency"), CURRENCY),
        *((each, COUNT) for each in COUNTS.values()),
        *((each, AMOUNT) for each in AMOUNTS.values()),
    ]
    shown = [heads[place] for place in _columns(group_by)]
    return Table(
        title=f"{words(TITLES[group_by])} · {heading.name}",
        subtitle=" · ".join(each for each in (" – ".join(days), counted) if each),
        columns=[(words(head), tables.room(words(head), least)) for head, least in shown],
        language=words.language.tag,
        is_mirrored=words.language.direction == "rtl",
        made_at=found.counted_at,
    )


def _columns(group_by: Grouping) -> Sequence[int]:
    """The places of the columns that say something of such groups."""
    names = ["", "", *COUNTS, *AMOUNTS]
    is_short = group_by is Grouping.TICKET_TYPE
    return [place for place, each in enumerate(names) if not (is_short and each in NEVER_MOVED)]


def _row(name: str, line: SalesReportLine) -> list[tuple[str, bool]]:
    amounts = [getattr(line, f"{each}_minor") for each in AMOUNTS]
    return [
        (name, False),
        (line.currency, False),
        *((str(getattr(line, each)), True) for each in COUNTS),
        *(("" if each is None else f"{amount(each, line.currency):f}", True) for each in amounts),
    ]
