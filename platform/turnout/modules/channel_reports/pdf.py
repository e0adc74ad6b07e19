"""Channel reports as PDF: what each channel sold as a table on paper, in a language's words.

No clock, no database: what stands above the table comes with it. Widths are in points.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from turnout.kernel.spreadsheet_files import amount
from turnout.l10n import report_pages
from turnout.l10n.languages import language_of
from turnout.l10n.report_pages import Heading, PaperCell, cell_of
from turnout.modules.channel_reports.types import ChannelFigures, ChannelTotals
from turnout.modules.orders.api import SalesChannel

CATALOGUES: Final = Path(__file__).parent / "locale"
NAME: Final = 120.0
CURRENCY: Final = 44.0
COUNT: Final = 50.0
AMOUNT: Final = 60.0


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


CHANNELS: Final = {
    SalesChannel.WEB: _("On the web"),
    SalesChannel.EMBED: _("Embedded checkout"),
    SalesChannel.BOX_OFFICE: _("Box office"),
    SalesChannel.API: _("API"),
    SalesChannel.PARTNER: _("Sales partner"),
    SalesChannel.IMPORT: _("Import"),
}
COUNTS: Final = {"orders": _("Orders"), "tickets": _("Tickets")}
AMOUNTS: Final = {"paid_minor": _("Paid"), "refunded_minor": _("Refunded")}


def draw_report(
    lines: Sequence[ChannelFigures], totals: Sequence[ChannelTotals], heading: Heading
) -> Iterator[bytes]:
    """The whole file, piece by piece: the channels, then what they come to in each currency."""
    language = language_of(heading.language, catalogues=CATALOGUES)
    words = language.translations.gettext
    heads = [
        (words(_("Sales channel")), NAME),
        (words(_("Sales partner")), NAME),
        (words(_("Currency")), CURRENCY),
        *((words(each), COUNT) for each in COUNTS.values()),
        *((words(each), AMOUNT) for each in AMOUNTS.values()),
    ]
    rows = [
        _row(words(CHANNELS[SalesChannel(each.channel)]), each.sales_partner_name or "", each)
        for each in lines
    ]
    rows += [_row(words(_("Total")), "", each) for each in totals]
    return report_pages.draw_report(
        words(_("Sales by channel")), heading, language=language, heads=heads, rows=rows
    )


def _row(channel: str, partner: str, line: ChannelFigures | ChannelTotals) -> list[PaperCell]:
    return [
        cell_of(channel),
        cell_of(partner),
        cell_of(line.currency),
        *(cell_of(getattr(line, each)) for each in COUNTS),
        *(cell_of(amount(getattr(line, each), line.currency)) for each in AMOUNTS),
    ]
