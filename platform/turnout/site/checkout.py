"""The checkout's page: what the script needs to know before it asks the API."""

from typing import Any

from turnout.modules.discovery import api as discovery
from turnout.site.event_views import CheckoutPage, EventPage
from turnout.site.rendering import script_json
from turnout_sdk.currencies import exponent_of


def checkout_view(
    view: EventPage, event: discovery.PublishedEvent, *, access_code: str = ""
) -> CheckoutPage:
    """`access_code` is what opened a private event; the script shows it to the API."""
    api_url = f"/api/v1/organizations/{view.organization_id}"
    offers = {str(offer.id): offer for offer in event.page.offers}
    config: dict[str, Any] = {
        "api": api_url,
        "eventId": view.id,
        "eventTitle": view.title,
        "eventUrl": view.url,
        "accessCode": access_code,
        "orderUrl": f"/orders/{view.organization_id}",
        "locale": event.summary.language or "en",
        "offers": [
            {
                "ticketTypeId": ticket.id,
                "name": ticket.name,
                "description": ticket.description,
                "priceMinor": ticket.price.minor,
                "currency": ticket.price.currency,
                "digits": exponent_of(ticket.price.currency),
                "minimum": ticket.min_per_order,
                "maximum": ticket.max_per_order,
                "remaining": 0 if ticket.state == "sold_out" else ticket.remaining,
                "isOnSale": ticket.state in ("available", "few", "sold_out"),
                **_kind(offers[ticket.id]),
            }
            for ticket in view.tickets
        ],
    }
    return CheckoutPage(event=view, api_url=api_url, config_json=script_json(config))


def _kind(offer: discovery.OfferEntry) -> dict[str, Any]:
    """What tells donations, tables, add-ons and bundles from plain tickets."""
    seats = {offer.id: 1} if offer.seats is None else offer.seats
    return {
        "kind": offer.kind,
        "soldAs": offer.sold_as,
        "minimumPriceMinor": offer.minimum_price_minor,
        "maximumPerTicket": offer.maximum_per_ticket,
        "hosts": [str(host) for host in offer.hosts],
        "seats": {str(type_id): number for type_id, number in seats.items()},
        "benefits": offer.benefits,
    }
