"""Offers without a database, for tests of what is decided about them."""

from turnout.kernel.ids import new_id
from turnout.modules.catalog import api as catalog
from turnout_sdk.money import Money

POOL, OTHER_POOL = new_id(), new_id()


def an_offer(**values):
    """A plain ticket of 25 euros on `POOL`."""
    defaults = {
        "ticket_type_id": new_id(),
        "pool_id": POOL,
        "name": "Regular",
        "description": "",
        "kind": "paid",
        "price": Money(2500, "EUR"),
        "tax_rate_bp": 1900,
        "minimum": 1,
        "maximum": 10,
        "sales_start_at": None,
        "sales_end_at": None,
        "state": "on_sale",
        "is_hidden": False,
        "position": 1,
        "version": 1,
    }
    return catalog.Offer(**(defaults | values))


def a_part(offer, quantity):
    """So many units of an offer as a part of a bundle."""
    return catalog.BundlePart(
        ticket_type_id=offer.ticket_type_id,
        quantity=quantity,
        pool_id=offer.pool_id,
        places=offer.places,
        state=offer.state,
        name=offer.name,
    )
