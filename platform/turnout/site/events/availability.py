"""What is left of each ticket type, as pages list it: at most a second old, or at an instant."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import cache, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.discovery import api as discovery
from turnout.modules.inventory import api as inventory
from turnout.site.events import cards
from turnout.site.events.views import AdmittedView, Availability, TicketView
from turnout_sdk.money import Money

FRESH_SECONDS: Final = 1
FEW: Final = 20
MOST_SHOWN: Final = 200
"""Above this a page says “available” instead of a number."""
SELLING: Final = ("published", "live")

Stock = dict[UUID, int]


def stock_of(organization_id: UUID, pool_ids: Sequence[UUID]) -> Stock:
    """What is left of each pool: from the cache, and once a second from the counters."""
    if not pool_ids:
        return {}
    link = runtime.current().redis
    name = cache.key(organization_id, "site", "stock", *sorted(map(str, pool_ids)))
    known = cache.get(link, name)
    if isinstance(known, dict):
        return {UUID(pool): int(left) for pool, left in known.items()}
    with transaction(PublicContext(organization_id=organization_id)) as tx:
        left = inventory.remaining(tx, list(pool_ids))
    cache.put(link, name, {str(pool): left[pool] for pool in left}, ttl_seconds=FRESH_SECONDS)
    return left


def pools_of(offers: Sequence[discovery.OfferEntry]) -> list[UUID]:
    return list(dict.fromkeys(pool_id for offer in offers for pool_id in draws_of(offer)))


def draws_of(offer: discovery.OfferEntry) -> dict[UUID, int]:
    """How many units of each pool one unit of the offer takes."""
    return offer.draws or {offer.pool_id: 1}


def units_left(offer: discovery.OfferEntry, stock: Stock) -> int:
    """How many units the pools still give: a table is left while all its places are."""
    return max(0, min(stock.get(pool, 0) // each for pool, each in draws_of(offer).items()))


def state_of(
    offer: discovery.OfferEntry, left: int, *, event_state: str, now: datetime
) -> Availability:
    """What a visitor may do with a ticket type at an instant."""
    if event_state not in SELLING or offer.is_paused:
        return "paused"
    if offer.sales_start_at is not None and now < offer.sales_start_at:
        return "not_yet"
    if offer.sales_end_at is not None and now >= offer.sales_end_at:
        return "ended"
    if left < max(offer.minimum, 1):
        return "sold_out"
    return "few" if left <= FEW else "available"


def shown_number(left: int) -> int | None:
    return left if left <= MOST_SHOWN else None


def tickets_of(event: discovery.PublishedEvent, stock: Stock, now: datetime) -> list[TicketView]:
    zone = ZoneInfo(event.summary.time_zone)
    return [
        TicketView(
            id=str(offer.id),
            name=offer.name,
            description=offer.description,
            price=Money(offer.price_minor, offer.currency),
            state=state_of(
                offer, units_left(offer, stock), event_state=event.summary.state, now=now
            ),
            remaining=shown_number(units_left(offer, stock)),
            sale_starts_at=_local(offer.sales_start_at, zone),
            sale_ends_at=_local(offer.sales_end_at, zone),
            min_per_order=offer.minimum,
            max_per_order=offer.maximum,
            kind=offer.kind,
            benefits=tuple(offer.benefits),
            admits_to=_admitted(offer, event.summary),
        )
        for offer in event.page.offers
    ]


def _admitted(
    offer: discovery.OfferEntry, here: discovery.EventSummary
) -> tuple[AdmittedView, ...]:
    """The events of a pass; the one whose page this is has no link."""
    return tuple(
        cards.admitted_view(
            each.title,
            "" if each.slug == here.slug else each.slug,
            home=here.organization.slug,
            starts_at=each.starts_at,
            zone=each.time_zone,
        )
        for each in offer.admits_to
    )


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if moment is None else discovery.local(moment, zone)


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
        state=item_state(item),
        remaining=item.left,
        sale_starts_at=_item_local(offer.sales_start_at, zone),
        sale_ends_at=_item_local(offer.sales_end_at, zone),
        min_per_order=offer.minimum,
        max_per_order=offer.maximum,
        kind=offer.kind,
        benefits=offer.benefits,
        admits_to=admitted_of(offer, home),
    )


def admitted_of(offer: catalog.Offer, home: str) -> tuple[AdmittedView, ...]:
    return tuple(
        cards.admitted_view(
            each.title,
            each.slug if each.has_public_page else "",
            home=home,
            starts_at=each.starts_at,
            zone=each.time_zone,
        )
        for each in offer.admits_to
    )


def item_state(item: catalog.StorefrontItem) -> Availability:
    if item.unavailable_reason is None:
        return "few" if item.left is not None and item.left <= FEW else "available"
    return STATES.get(item.unavailable_reason, "paused")


def _item_local(moment: datetime | None, zone: tzinfo) -> datetime | None:
    return None if moment is None else discovery.local(moment, zone)
