"""The lines of a channel report's file, and what they come to. Pure."""

from collections.abc import Sequence
from typing import Final

from turnout.kernel.spreadsheet_files import Cell, amount
from turnout.modules.channel_reports.types import ChannelFigures, ChannelTotals

COLUMNS: Final = (
    "channel",
    "sales_partner",
    "currency",
    "orders",
    "tickets",
    "paid",
    "refunded",
)


def cells_of(line: ChannelFigures) -> list[Cell]:
    """A line as a spreadsheet has it: amounts in major units, no partner is empty."""
    return [
        line.channel,
        line.sales_partner_name or "",
        line.currency,
        line.orders,
        line.tickets,
        amount(line.paid_minor, line.currency),
        amount(line.refunded_minor, line.currency),
    ]


def totals_of(lines: Sequence[ChannelFigures]) -> list[ChannelTotals]:
    """One for each currency, by its code."""
    return [
        _total(currency, [each for each in lines if each.currency == currency])
        for currency in sorted({each.currency for each in lines})
    ]


def _total(currency: str, lines: Sequence[ChannelFigures]) -> ChannelTotals:
    return ChannelTotals(
        currency=currency,
        orders=sum(each.orders for each in lines),
        tickets=sum(each.tickets for each in lines),
        paid_minor=sum(each.paid_minor for each in lines),
        refunded_minor=sum(each.refunded_minor for each in lines),
    )
