"""What inventory says of an offer at an instant, as the lists of tickets show it."""

from datetime import datetime, tzinfo
from typing import Final

from turnout.modules.catalog import api as catalog
from turnout.modules.discovery import api as discovery
from turnout.site.events import page_parts
from turnout.site.events.availability import FEW
from turnout.site.events.event_views import AdmittedView, Availability, TicketView

STATES: Final[dict[str | None, Availability]] = {
    "sold-out": "sold_out",
    "not-yet": "not_yet",
    "over": "ended",
}
"""By what stands in the way; anything else is not on sale now."""


def ticket_of(item: catalog.StorefrontItem, *, home: str, zone: tzinfo) -> TicketView:
    """`home` is the organization's part of addresses, `zone` where the event is."""
    offer = item.offer
    return TicketView(
        id=str(offer.ticket_type_id),
        name=offer.name,
        description=offer.description,
        price=offer.price,
        state=state_of(item),
        remaining=item.left,
        sale_starts_at=_local(offer.sales_start_at, zone),
        sale_ends_at=_local(offer.sales_end_at, zone),
        min_per_order=offer.minimum,
        max_per_order=offer.maximum,
        kind=offer.kind,
        benefits=offer.benefits,
        admits_to=admitted_of(offer, home),
    )


def admitted_of(offer: catalog.Offer, home: str) -> tuple[AdmittedView, ...]:
    return tuple(
        page_parts.admitted_view(
            each.title,
            each.slug if each.has_public_page else "",
            home=home,
            starts_at=each.starts_at,
            zone=each.time_zone,
        )
        for each in offer.admits_to
    )


def state_of(item: catalog.StorefrontItem) -> Availability:
    if item.unavailable_reason is None:
        return "few" if item.left is not None and item.left <= FEW else "available"
    return STATES.get(item.unavailable_reason, "paused")


def _local(moment: datetime | None, zone: tzinfo) -> datetime | None:
    return None if moment is None else discovery.local(moment, zone)
