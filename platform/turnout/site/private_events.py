"""Pages of private events: for who brings the code, made for this request and kept nowhere."""

from dataclasses import replace
from urllib.parse import quote

from flask import request

from turnout.kernel import clock
from turnout.modules.discovery import api as discovery
from turnout.site import availability, event_page
from turnout.site.access import count_request
from turnout.site.event_views import EventPage

CODE = "code"


def find_private(
    organization: str, event: str, *, base_url: str
) -> tuple[discovery.PublishedEvent, EventPage] | None:
    """The event that the address's code opens; None without one. Tries are counted."""
    code = request.args.get(CODE, "")
    if not code:
        return None
    count_request("secret")
    found = discovery.find_private_event(organization, event, code)
    if found is None:
        return None
    stock = availability.stock_of(
        found.summary.organization.id, availability.pools_of(found.page.offers)
    )
    tickets = availability.tickets_of(found, stock, clock.now())
    view = event_page.event_view(found, tickets, base_url=base_url)
    opened = f"?{CODE}={quote(code)}"
    return found, replace(
        view,
        url=view.url + opened,
        canonical_url=view.canonical_url + opened,
        checkout_url=view.checkout_url + opened,
        indexable=False,
    )
