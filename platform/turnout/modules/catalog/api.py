"""The front door of the catalog."""

from turnout.modules.catalog.queries import list_offers, to_offer
from turnout.modules.catalog.rules import LinePrice, Offer, price_line
from turnout.modules.catalog.service import (
    NewTicketType,
    change_ticket_type,
    create_ticket_type,
    list_ticket_types,
)

__all__ = [
    "LinePrice",
    "NewTicketType",
    "Offer",
    "change_ticket_type",
    "create_ticket_type",
    "list_offers",
    "list_ticket_types",
    "price_line",
    "to_offer",
]
