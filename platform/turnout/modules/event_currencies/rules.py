"""The currencies that ticket types are sold in, and which prices make sense. Pure."""

from collections.abc import Sequence

from turnout.kernel.errors import FieldError
from turnout.modules.catalog import api as catalog
from turnout.modules.event_currencies.types import EventCurrency, NewPrice, PriceInCurrency
from turnout.modules.ticket_prices import api as ticket_prices
from turnout_sdk.currencies import exponent_of


def currencies_of(offers: Sequence[catalog.Offer]) -> list[EventCurrency]:
    """The currencies of an event, its own first."""
    return [_currency(offers, each) for each in catalog.currencies_of(offers)]


def _currency(offers: Sequence[catalog.Offer], currency: str) -> EventCurrency:
    priced = [each for each in offers if each.kind != catalog.TicketTypeKind.FREE]
    sold = [found for each in priced if (found := catalog.in_currency(each, currency)) is not None]
    there = {each.ticket_type_id for each in sold}
    return EventCurrency(
        currency=currency,
        currency_digits=exponent_of(currency),
        is_own=any(each.price.currency == currency for each in priced or offers),
        prices=[
            PriceInCurrency(
                ticket_type_id=each.ticket_type_id,
                price_minor=each.price.minor,
                minimum_price_minor=each.minimum_price_minor,
            )
            for each in sold
        ],
        unpriced=[each.ticket_type_id for each in priced if each.ticket_type_id not in there],
    )


def faults_of(
    offers: Sequence[catalog.Offer], currency: str, prices: Sequence[NewPrice]
) -> list[FieldError]:
    """What is wrong with the prices of ticket types in a further currency, each by its field."""
    known = {each.ticket_type_id: each for each in offers}
    further = {*catalog.currencies_of(offers), currency}
    if len(further) > ticket_prices.MOST_CURRENCIES + 1:
        says = f"An event has at most {ticket_prices.MOST_CURRENCIES} currencies beside its own."
        return [FieldError("/currency", says, "too-many")]
    faults = []
    seen = set()
    for index, price in enumerate(prices):
        place = f"/prices/{index}"
        offer = known.get(price.ticket_type_id)
        if offer is None or price.ticket_type_id in seen:
            says = "Name ticket types of the event, each once."
            faults.append(FieldError(f"{place}/ticket_type_id", says, "unknown"))
            continue
        seen.add(price.ticket_type_id)
        said = {
            "price_minor": price.price_minor,
            "minimum_price_minor": price.minimum_price_minor,
        }
        found = ticket_prices.faults_of({currency: said}, kind=offer.kind, own=offer.price.currency)
        faults += [
            FieldError(_placed(each.pointer, place, currency), each.detail, each.code)
            for each in found
        ]
    return faults


def _placed(pointer: str, place: str, currency: str) -> str:
    """The place of a fault in this request."""
    inner = pointer.removeprefix("/prices").removeprefix(f"/{currency}")
    return f"{place}{inner}" if inner else f"{place}/ticket_type_id"
