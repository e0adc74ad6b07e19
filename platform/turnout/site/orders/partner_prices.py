"""The checkout of who comes by a sales partner's link: what the partner sells, at their prices."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from flask import request

from turnout.kernel import clock
from turnout.kernel.context import PublicContext
from turnout.kernel.errors import RateLimited
from turnout.kernel.http.secret_tries import counting_wrong_codes
from turnout.modules.discovery import api as discovery
from turnout.modules.sales_channels import api as sales_channels
from turnout.modules.sales_partners import api as sales_partners
from turnout.modules.ticket_prices import api as ticket_prices
from turnout.site.events import availability, service
from turnout.site.events.currencies import chosen_currency
from turnout.site.events.views import TicketView
from turnout_sdk.money import Money

PARTNER: Final = "partner"
PAID: Final = "paid"
Terms = Mapping[UUID, sales_channels.SoldThrough]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerSale:
    """An event as a sales partner sells it."""

    event: discovery.PublishedEvent
    tickets: tuple[TicketView, ...] | None = None
    """None: as the web sells them."""
    code: str = ""
    """What the orders say; empty where nobody has it: they are the web's, at its prices."""


def is_by_partner() -> bool:
    """Whether the address names a sales partner."""
    return bool(request.args.get(PARTNER, "").strip())


def for_partner(event: discovery.PublishedEvent) -> PartnerSale:
    """The event by the partner whom the address names; as the web sells it without one.

    Codes that are nobody's are counted by themselves, so that an old link costs nobody their
    tries of other codes. Once there are too many the page is the web's, and so are its orders.
    """
    code = request.args.get(PARTNER, "").strip()
    if not code or len(code) > sales_partners.LONGEST_CODE:
        return PartnerSale(event=event)
    offers = event.page.offers
    ctx = PublicContext(organization_id=event.summary.organization.id)
    try:
        with counting_wrong_codes(
            f"{PARTNER} {event.summary.id}", sales_partners.PartnerCodeRefused
        ):
            terms = sales_channels.find_partner_terms(ctx, [each.id for each in offers], code)
    except (sales_partners.PartnerCodeRefused, RateLimited):
        return PartnerSale(event=event)
    theirs = [_sold_by(each, terms) for each in offers]
    if theirs == offers:
        return PartnerSale(event=event, code=code)
    sold = replace(event, page=replace(event.page, offers=theirs))
    return PartnerSale(event=sold, tickets=_tickets_of(sold), code=code)


def _tickets_of(event: discovery.PublishedEvent) -> tuple[TicketView, ...]:
    offers = event.page.offers
    return tuple(
        availability.tickets_of(
            event.summary,
            offers,
            service.stock_of(event),
            now=clock.now(),
            currency=chosen_currency(offers),
        )
    )


def _sold_by(offer: discovery.OfferEntry, terms: Terms) -> discovery.OfferEntry:
    """The ticket type without the web's prices, and with the partner's where they have some."""
    stated = _at(offer, offer.stated_prices)
    found = terms.get(offer.id)
    if found is None:
        return stated
    charged = _at(stated, found.prices) if offer.kind == PAID else stated
    return replace(
        charged,
        pool_id=found.allotment_id,
        draws={found.allotment_id: sum(service.draws_of(offer).values())},
        is_paused=offer.is_paused or not found.is_sold,
    )


def _at(offer: discovery.OfferEntry, prices: Mapping[str, int]) -> discovery.OfferEntry:
    """The ticket type at other prices, by currency; those that it is stated at are kept."""
    if not prices:
        return offer
    stated = ticket_prices.listed(Money(offer.price_minor, offer.currency), offer.prices)
    return replace(
        offer,
        price_minor=prices.get(offer.currency, offer.price_minor),
        prices={
            key: replace(each, price_minor=prices.get(key, each.price_minor))
            for key, each in offer.prices.items()
        },
        stated_prices=offer.stated_prices or stated,
    )
