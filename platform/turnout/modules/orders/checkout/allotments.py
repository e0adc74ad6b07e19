"""Allotments at the checkout: whether a channel sells a ticket type, and what its places count for.

Costs nothing where no ticket type of the basket has channel settings.
"""

from dataclasses import replace

from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.orders.checkout.channels import Origin
from turnout.modules.orders.checkout.rules import Basket, Quote, SaleContext
from turnout.modules.sales_channels import api as sales_channels


def with_allotments(
    tx: Transaction, sale: SaleContext, quote: Quote, *, basket: Basket, origin: Origin
) -> Quote:
    """The quote with the allotments of its lines; Invalid names a line that is not sold there.

    Places that a waitlist offered are of what is free, and count for no channel.
    """
    types = [key for key, offer in sale.offers.items() if offer.has_channel_settings]
    if not types or basket.waitlist_offer:
        return quote
    found = sales_channels.find_sold_through(
        tx, types, channel=origin.channel, sales_partner_id=origin.sales_partner_id
    )
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
