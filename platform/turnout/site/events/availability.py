"""Ticket types as pages list them: what is left of each, and what a visitor may do with it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from turnout.modules.catalog import api as catalog
from turnout.modules.discovery import api as discovery
from turnout.modules.price_rules import api as price_rules
from turnout.modules.ticket_prices import api as ticket_prices
from turnout.site.events.currencies import FREE
from turnout.site.events.service import Stock, draws_of
from turnout.site.events.views import AdmittedView, Availability, TicketView
from turnout.site.l10n import formats
from turnout_sdk.money import Money

FEW: Final = 20
MOST_SHOWN: Final = 200
"""Above this a page says “available” instead of a number."""
SELLING: Final = ("published", "live")
DONATION: Final = "donation"
STATES: Final[dict[str | None, Availability]] = {
    "sold-out": "sold_out",
    "not-yet": "not_yet",
    "over": "ended",
}
"""By what stands in the way; anything else is not on sale now."""


def tickets_of(
    summary: discovery.EventSummary,
    offers: Iterable[discovery.OfferEntry],
    stock: Stock,
    *,
    now: datetime,
    currency: str = "",
) -> list[TicketView]:
    """The ticket types of a published event as of now, as they are sold in a currency."""
    home, zone = summary.organization.slug, ZoneInfo(summary.time_zone)
    pageless = ("", summary.slug)
    sold = [(each, in_currency(each, currency)) for each in offers]
    counted = [
        (offer, units_left(offer, stock), price_of(offer, stock, now=now, own=own))
        for own, offer in sold
        if offer is not None
    ]
    return [
        _ticket(
            offer,
            zone,
            id=str(offer.id),
            price=Money(pricing.unit_minor if pricing else offer.price_minor, offer.currency),
            least_minor=_least_minor(offer, pricing),
            pricing=pricing,
            price_ends_at=local(pricing.ends_at, zone) if pricing else None,
            state=state_of(offer, left, event_state=summary.state, now=now),
            remaining=shown_number(left),
            admits_to=tuple(
                _admitted(each, "" if each.slug in pageless else f"/{home}/{each.slug}")
                for each in offer.admits_to
            ),
        )
        for offer, left, pricing in counted
    ]


def in_currency(offer: discovery.OfferEntry, currency: str) -> discovery.OfferEntry | None:
    """The ticket type as it is sold in a currency; None without a price in it."""
    if currency in ("", offer.currency) or offer.kind == FREE:
        return offer
    found = offer.prices.get(currency)
    if found is None:
        return None
    return replace(
        offer,
        currency=currency,
        price_minor=found.price_minor,
        minimum_price_minor=found.minimum_price_minor,
    )


def price_of(
    offer: discovery.OfferEntry, stock: Stock, *, now: datetime, own: discovery.OfferEntry
) -> ticket_prices.OfferPrice | None:
    """What price rules make of a ticket type's price; None where it has none.

    `own` is the same as it is sold in its own currency.

    Lists do not count units that are sold: a rule that depends on them does not lower the price
    there.
    """
    if not offer.price_rules and offer.demand is None:
        return None
    price = Money(offer.price_minor, offer.currency)
    own_price = Money(own.stated_prices.get(own.currency, own.price_minor), own.currency)
    return price_rules.offer_price(
        price_rules.in_currency(offer.price_rules, offer.currency, own=own.currency),
        list_minor=offer.price_minor,
        currency=offer.currency,
        at=now,
        sold=stock.get(offer.id),
        least=offer.minimum,
        most=offer.maximum,
        demand=price_rules.demand_beside(offer.demand, price, own_price),
    )


def _least_minor(offer: discovery.OfferEntry, pricing: ticket_prices.OfferPrice | None) -> int:
    if offer.kind == DONATION:
        return offer.minimum_price_minor
    return pricing.unit_minor if pricing else offer.price_minor


def document(tickets: Sequence[TicketView]) -> bytes:
    """The body of `availability.json`, and of each message of the stream."""
    left = [
        {"id": ticket.id, "state": ticket.state, "remaining": ticket.remaining}
        for ticket in tickets
    ]
    return msgspec.json.encode({"tickets": left})


def ticket_of(item: catalog.StorefrontItem, *, home: str, zone: tzinfo) -> TicketView:
    """`home` is the organization's part of addresses, `zone` where the event is."""
    offer = item.offer
    return _ticket(
        offer,
        zone,
        id=str(offer.ticket_type_id),
        price=offer.price,
        least_minor=offer.least_minor,
        pricing=item.pricing,
        price_ends_at=local(item.pricing.ends_at, zone) if item.pricing else None,
        state=_state_of_item(item),
        remaining=item.left,
        admits_to=tuple(
            _admitted(each, f"/{home}/{each.slug}" if each.has_public_page else "")
            for each in offer.admits_to
        ),
    )


def _ticket(offer: discovery.OfferEntry | catalog.Offer, zone: tzinfo, **stated: Any) -> TicketView:
    """What both kinds of offer say alike, and what is stated besides."""
    return TicketView(
        name=offer.name,
        description=offer.description,
        sale_starts_at=local(offer.sales_start_at, zone),
        sale_ends_at=local(offer.sales_end_at, zone),
        min_per_order=offer.minimum,
        max_per_order=offer.maximum,
        kind=offer.kind,
        sold_as=offer.sold_as,
        benefits=tuple(offer.benefits),
        asks_approval=offer.asks_approval,
        tax_on_top=_tax_on_top(offer, stated["price"]),
        has_waitlist=isinstance(offer, discovery.OfferEntry) and offer.has_waitlist,
        **stated,
    )


def _tax_on_top(
    offer: discovery.OfferEntry | catalog.Offer, price: Money
) -> tuple[int, Money] | None:
    """The rate of the tax that comes on top of a price, and the price with it."""
    if not offer.excludes_tax:
        return None
    rate, currency = offer.tax_rate_bp, price.currency
    gross = catalog.with_tax(price.minor, tax_rate_bp=rate, currency=currency)
    return rate, Money(gross, currency)


def _admitted(event: discovery.AdmittedEntry | catalog.PassEvent, url: str) -> AdmittedView:
    """An event of a pass; the one whose page this is, and one without a page, has no address."""
    return AdmittedView(
        title=event.title,
        url=url,
        starts_at=local(event.starts_at, formats.zone(event.time_zone)),
        zone=event.time_zone,
    )


def local(moment: datetime | None, zone: tzinfo) -> datetime | None:
    return None if moment is None else discovery.local(moment, zone)


def units_left(offer: discovery.OfferEntry, stock: Stock) -> int:
    """How many units the pools still give: a table is left while all its places are."""
    return max(0, min(stock.get(pool, 0) // each for pool, each in draws_of(offer).items()))


def shown_number(left: int) -> int | None:
    return left if left <= MOST_SHOWN else None


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


def _state_of_item(item: catalog.StorefrontItem) -> Availability:
    if item.unavailable_reason is None:
        return "few" if item.left is not None and item.left <= FEW else "available"
    return STATES.get(item.unavailable_reason, "paused")
