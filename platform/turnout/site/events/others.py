"""Other events of an organizer that still have tickets, for the pages of one that is sold out."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from turnout.kernel import cache, clock, codec, runtime
from turnout.kernel.values import from_attributes
from turnout.modules.discovery import api as discovery
from turnout.site.events import service
from turnout.site.events.availability import SELLING, tickets_of
from turnout.site.events.cards import date_view
from turnout.site.events.views import DateView, TicketView, sale_state_of

MOST: Final = 3
MOST_READ: Final = 50
KEPT_SECONDS: Final = 10


def others_of(
    event: discovery.PublishedEvent, tickets: Sequence[TicketView]
) -> tuple[DateView, ...]:
    """The soonest of them; nothing is asked while the event itself has tickets."""
    summary = event.summary
    if summary.state not in SELLING or sale_state_of(tickets) != "sold_out":
        return ()
    home = summary.organization
    others = [each for each in _on_sale(home.id) if each.id != summary.id]
    return tuple(date_view(each, home.slug) for each in others[:MOST])


def _on_sale(organization_id: UUID) -> list[discovery.NextDate]:
    """Coming events with tickets to be had, the soonest first: from Redis, or two statements."""
    link, name = runtime.current().redis, cache.key(organization_id, "site", "on-sale")
    known: Any = cache.get(link, name)
    if isinstance(known, list):
        return codec.convert(known, list[discovery.NextDate])
    now = clock.now()
    listed = [
        each
        for each in discovery.list_of_organization(organization_id, limit=MOST_READ)
        if each.starts_at > now and each.state in SELLING
    ]
    stock = service.stock_of_list(listed)
    found = [
        from_attributes(discovery.NextDate, each)
        for each in sorted(listed, key=lambda each: each.starts_at)
        if sale_state_of(tickets_of(each, each.offers, stock, now=now)) == "on_sale"
    ]
    cache.put(link, name, found[: MOST + 1], ttl_seconds=KEPT_SECONDS)
    return found
