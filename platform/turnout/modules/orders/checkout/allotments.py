"""Channels at the checkout: whether one sells a ticket type, at what price, and what counts it.

Costs nothing where no ticket type of the basket has channel settings.
"""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.orders.checkout.channels import Origin
from turnout.modules.orders.checkout.rules import Basket, Quote, SaleContext
from turnout.modules.sales_channels import api as sales_channels

Found = Mapping[UUID, sales_channels.SoldThrough]


def at_channel(tx: Transaction, sale: SaleContext, origin: Origin) -> tuple[SaleContext, Found]:
    """The sale at the prices of an order's channel, and how that sells its ticket types."""
    types = [key for key, offer in sale.offers.items() if offer.has_channel_settings]
    if not types:
        return sale, {}
    found = sales_channels.find_sold_through(
        tx, types, channel=origin.channel, sales_partner_id=origin.sales_partner_id
    )
    offers = {
        key: sales_channels.at_channel_prices(offer, found[key].prices) if key in found else offer
        for key, offer in sale.offers.items()
    }
    return replace(sale, offers=offers), found


def with_allotments(quote: Quote, found: Found, *, basket: Basket) -> Quote:
    """The quote with the allotments of its lines; Invalid names a line that is not sold there.

    Places that a waitlist offered are of what is free, and count for no channel.
    """
    if not found or basket.waitlist_offer:
        return quote
    faults = [
        FieldError(
            f"/lines/{index}/ticket_type_id", "This ticket type is not sold here.", "not-sold-here"
        )
        for index, line in enumerate(quote.lines)
        if line.ticket_type_id in found and not found[line.ticket_type_id].is_sold
    ]
    if faults:
        raise Invalid(*faults)
    lines = tuple(
        replace(line, allotment_id=found[line.ticket_type_id].allotment_id)
        if line.ticket_type_id in found
        else line
        for line in quote.lines
    )
    return replace(quote, lines=lines)
