"""Which settings of a ticket type in a channel make sense. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from turnout.kernel.errors import FieldError
from turnout.modules.catalog import api as catalog
from turnout.modules.sales_channels.types import NewChannelSetting, SettableChannel
from turnout.modules.ticket_prices import api as ticket_prices
from turnout_sdk.money import Money


def faults_of(
    new: NewChannelSetting,
    offer: catalog.Offer | None,
    *,
    now: datetime,
    sold: int = 0,
    drawn: int = 0,
) -> list[FieldError]:
    """What is wrong, by its field.

    `sold` are the places that went through it already, `drawn` those of them that were kept.
    """
    return [
        *_faults_of_subject(new, offer),
        *_faults_of_numbers(new, sold=sold, drawn=drawn),
        *_faults_of_return(new, now=now),
    ]


def faults_of_prices(
    prices: Mapping[str, int], offer: catalog.Offer | None
) -> Iterator[FieldError]:
    """What is wrong with the prices of a channel: only a fixed price can be another one there."""
    if offer is None or not prices:
        return
    if offer.kind == catalog.TicketTypeKind.FREE:
        yield FieldError("/prices", "A free ticket type is free wherever it is sold.", "free")
        return
    if offer.kind == catalog.TicketTypeKind.DONATION:
        says = "Donors name their amount themselves, wherever it is sold."
        yield FieldError("/prices", says, "donation")
        return
    for currency, minor in prices.items():
        place = f"/prices/{currency}"
        if currency != offer.price.currency and currency not in offer.prices:
            says = f"The ticket type is not sold in {currency}."
            yield FieldError(place, says, "not-sold-in")
            continue
        if not minor:
            says = "A paid ticket type needs a price above 0."
            yield FieldError(place, says, "nothing")
        fault = ticket_prices.amount_fault(place, minor, currency)
        if fault is not None:
            yield fault


def _faults_of_subject(new: NewChannelSetting, offer: catalog.Offer | None) -> Iterator[FieldError]:
    if offer is None:
        yield FieldError("/ticket_type_id", "The event has no such ticket type.")
    elif offer.parts:
        says = "A bundle or a pass takes places of its parts: set those."
        yield FieldError("/ticket_type_id", says, "has-parts")
    if new.sales_partner_id is not None and new.channel != SettableChannel.PARTNER:
        says = "Only the channel `partner` has sales partners."
        yield FieldError("/sales_partner_id", says, "not-of-partner")


def _faults_of_numbers(new: NewChannelSetting, *, sold: int, drawn: int) -> Iterator[FieldError]:
    if new.places > 0 and not new.is_sold:
        yield FieldError("/places", "Nothing can be kept where it is not sold.", "not-sold")
    if new.most is not None and new.places > new.most:
        yield FieldError("/places", "More than that cannot be sold there.", "above-most")
    if new.places < drawn:
        says = f"{drawn} of the places that were kept are sold."
        yield FieldError("/places", says, "below-sold")
    if new.most is not None and new.most < sold:
        says = f"{sold} places are sold through it already."
        yield FieldError("/most", says, "below-sold")


def _faults_of_return(new: NewChannelSetting, *, now: datetime) -> Iterator[FieldError]:
    if new.return_at is None:
        return
    if not new.places:
        says = "Without places that are kept nothing goes back."
        yield FieldError("/return_at", says, "nothing-kept")
    elif new.return_at <= now:
        yield FieldError("/return_at", "Choose a time that is to come.", "past")


def at_channel_prices(offer: catalog.Offer, prices: Mapping[str, int]) -> catalog.Offer:
    """The offer at what a sales channel charges for it, by currency.

    Its own price stands where the channel has none, and of what has no fixed price.
    """
    charged = {
        currency: minor
        for currency, minor in prices.items()
        if currency == offer.price.currency or currency in offer.prices
    }
    if offer.kind != catalog.TicketTypeKind.PAID or not charged:
        return offer
    own = offer.price.currency
    return replace(
        offer,
        price=Money(charged.get(own, offer.price.minor), own),
        prices={
            currency: replace(each, price_minor=charged.get(currency, each.price_minor))
            for currency, each in offer.prices.items()
        },
        own_price=offer.price,
    )
