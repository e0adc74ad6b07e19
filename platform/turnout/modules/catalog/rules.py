"""Decisions of the catalog: what may be bought, and what a line costs. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.values import from_attributes
from turnout.modules.catalog.models import SaleState, SoldAs, TicketTypeKind
from turnout.modules.catalog.types import (
    Offer,
    SeriesPass,
    Storefront,
    StorefrontItem,
    UnavailableReason,
)
from turnout.modules.events import api as events
from turnout.modules.ticket_prices.api import OfferPrice
from turnout_sdk.money import Money

MOST_MINOR = 10**12


@dataclass(frozen=True, slots=True)
class LinePrice:
    """What one line costs, in minor units: `net + tax == gross`."""

    net: int
    tax: int
    gross: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketEntry:
    """The places that a line of passes takes at one event, as tickets of one type."""

    event_id: UUID
    ticket_type_id: UUID
    pool_id: UUID
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedLine:
    """A line of a basket: its price, what it takes from stock and whom it admits."""

    unit_minor: int
    """What one is paid with, tax included."""
    stated_minor: int
    """What one costs as the organizer states it: without the tax that comes on top."""
    price: LinePrice
    pool_usage: dict[UUID, int]
    seats: dict[UUID, int]
    entries: tuple[BasketEntry, ...] = ()
    """Of a pass: a place at each of its events, in order of time."""


def price_line(unit_minor: int, quantity: int, *, tax_rate_bp: int) -> LinePrice:
    """Price a line of tax-inclusive units; the tax is rounded half up once for the line."""
    gross = unit_minor * quantity
    divisor = 10_000 + tax_rate_bp
    tax = (2 * gross * tax_rate_bp + divisor) // (2 * divisor)
    return LinePrice(gross - tax, tax, gross)


def price_units(offer: Offer, unit_minor: int, quantity: int) -> LinePrice:
    """Price a line of units at a stated price, which includes the tax or leaves it out.

    Tax that comes on top is rounded for each unit: the net of the line is what was stated, and a
    unit that goes back brings exactly what it cost.
    """
    if not offer.excludes_tax:
        return price_line(unit_minor, quantity, tax_rate_bp=offer.tax_rate_bp)
    gross = offer.with_tax(unit_minor)
    return LinePrice(unit_minor * quantity, (gross - unit_minor) * quantity, gross * quantity)


def quote_line(
    offer: Offer, quantity: int, *, amount_minor: int | None = None, pointer: str = ""
) -> QuotedLine:
    """Price a line and say what it takes; `amount_minor` is what a donor gives for each unit.

    Invalid names the field below `pointer`. Whether it is on sale was asked before.
    """
    if not offer.minimum <= quantity <= offer.maximum:
        raise Invalid(
            FieldError(
                f"{pointer}/quantity",
                f"Please select {offer.minimum} to {offer.maximum} tickets of this type.",
                "out-of-range",
            )
        )
    unit = unit_price(offer, amount_minor, pointer=pointer)
    return QuotedLine(
        unit_minor=offer.with_tax(unit),
        stated_minor=unit,
        price=price_units(offer, unit, quantity),
        pool_usage={pool: each * quantity for pool, each in offer.pool_usage.items()},
        seats={type_id: each * quantity for type_id, each in offer.seats.items()},
        entries=_entries(offer, quantity) if offer.is_pass else (),
    )


def _entries(offer: Offer, quantity: int) -> tuple[BasketEntry, ...]:
    parts = {part.event.event_id: part for part in offer.parts if part.event is not None}
    return tuple(
        BasketEntry(
            event_id=event.event_id,
            ticket_type_id=parts[event.event_id].ticket_type_id,
            pool_id=parts[event.event_id].pool_id,
            places=offer.places * quantity,
        )
        for event in offer.admits_to
    )


def unit_price(offer: Offer, amount_minor: int | None, *, pointer: str = "") -> int:
    """What one unit costs: the price, or what a donor gives from the minimum on."""
    if amount_minor is None:
        return offer.price.minor
    place = f"{pointer}/amount_minor"
    if offer.kind != TicketTypeKind.DONATION:
        if amount_minor != offer.price.minor:
            if offer.has_price_rules or offer.has_channel_settings:
                says = f"The price is {offer.price.minor} (minor units) by now."
                raise Invalid(FieldError(place, says, "price-changed"))
            raise Invalid(FieldError(place, "This ticket type has a fixed price.", "fixed-price"))
        return amount_minor
    if amount_minor < offer.minimum_price_minor:
        least = offer.minimum_price_minor
        raise Invalid(FieldError(place, f"The least is {least} (minor units).", "too-little"))
    if amount_minor > MOST_MINOR:
        raise Invalid(FieldError(place, "That is more than we can take.", "too-much"))
    return amount_minor


def require_together(lines: Sequence[tuple[Offer, int]]) -> None:
    """Refuse add-ons without the tickets that they go with, by the line that is wrong."""
    faults = []
    for index, (offer, quantity) in enumerate(lines):
        if offer.sold_as != SoldAs.ADD_ON:
            continue
        most = _companions(offer, lines) * (offer.maximum_per_ticket or 1)
        if most == 0:
            says = "This comes with a ticket only; please select one that it goes with."
            faults.append(FieldError(f"/lines/{index}/ticket_type_id", says, "needs-ticket"))
        elif quantity > most:
            says = f"With these tickets you can have at most {most} of it."
            faults.append(FieldError(f"/lines/{index}/quantity", says, "too-many-for-tickets"))
    if faults:
        raise Invalid(*faults)


def _companions(add_on: Offer, lines: Sequence[tuple[Offer, int]]) -> int:
    """Tickets in the basket that the add-on goes with; those inside bundles count as well."""
    hosts = set(add_on.requires_ticket_types)
    return sum(
        quantity
        * (
            sum(number for type_id, number in offer.seats.items() if type_id in hosts)
            + (offer.sold_as == SoldAs.BUNDLE and offer.ticket_type_id in hosts)
        )
        for offer, quantity in lines
        if offer.sold_as != SoldAs.ADD_ON
    )


def unavailable_reason(
    offer: Offer, now: datetime, *, remaining: Mapping[UUID, int] | None = None
) -> UnavailableReason | None:
    """Why it cannot be bought at an instant, or None; stock is asked for when it is given."""
    if not offer.has_all_parts(now):
        return UnavailableReason.PART_GONE
    if offer.state != SaleState.ON_SALE:
        return UnavailableReason.PAUSED
    if offer.sales_start_at is not None and now < offer.sales_start_at:
        return UnavailableReason.NOT_YET
    if offer.sales_end_at is not None and now >= offer.sales_end_at:
        return UnavailableReason.OVER
    if remaining is not None and offer.units_left(remaining) < offer.minimum:
        return UnavailableReason.SOLD_OUT
    return None


def at_price(offer: Offer, unit_minor: int) -> Offer:
    """The offer with what its price rules make of its price."""
    return replace(offer, price=Money(unit_minor, offer.price.currency))


def in_currency(offer: Offer, currency: str) -> Offer | None:
    """The offer as it is sold in a currency; None without a price in it.

    What is free is free in every currency, and an empty one is the offer's own.
    """
    if currency in ("", offer.price.currency) or offer.kind == TicketTypeKind.FREE:
        return offer
    found = offer.prices.get(currency)
    if found is None:
        return None
    return replace(
        offer,
        price=Money(found.price_minor, currency),
        minimum_price_minor=found.minimum_price_minor,
        own_price=offer.own_price or offer.price,
    )


def currencies_of(offers: Sequence[Offer]) -> tuple[str, ...]:
    """The currencies in which something is sold, the own one of what is sold first."""
    priced = [each for each in offers if each.kind != TicketTypeKind.FREE] or offers
    further = {currency for each in priced for currency in each.prices}
    return (*dict.fromkeys(each.price.currency for each in priced), *sorted(further))


def in_language(offer: Offer, wanted: str) -> Offer:
    """The offer in a language: as it is tagged, else its main language, else as written first."""
    if not offer.translations or not wanted:
        return offer
    known = {tag.lower(): wording for tag, wording in offer.translations.items()}
    tag = wanted.replace("_", "-").lower()
    wording = known.get(tag) or known.get(tag.partition("-")[0])
    if wording is None:
        return offer
    return replace(
        offer,
        name=wording.name or offer.name,
        description=wording.description or offer.description,
        benefits=wording.benefits or offer.benefits,
    )


def reordered(order: Sequence[UUID], ticket_type_id: UUID, *, after: UUID | None) -> list[UUID]:
    """The order of display with one ticket type behind another, or first."""
    others = [each for each in order if each != ticket_type_id]
    place = 0 if after is None else others.index(after) + 1
    return [*others[:place], ticket_type_id, *others[place:]]


OPEN_STATES: Final = frozenset({events.State.PUBLISHED, events.State.LIVE})
MOST_SHOWN: Final = 200
"""Above this many left no number is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """An event's offers and stock, from which its storefront at any instant is computed."""

    is_announced: bool
    """Whether the event sells at all, by its state; a preview says yes."""
    ends_at: datetime | None
    offers: Sequence[Offer]
    remaining: Mapping[UUID, int]
    prices: Mapping[UUID, OfferPrice] = field(default_factory=dict)
    """What ticket types with price rules cost at the instant that is looked at."""
    currency: str = ""
    currencies: tuple[str, ...] = ()


def storefront_at(
    sale: Sale,
    at: datetime,
    *,
    language: str,
    named: frozenset[UUID],
    opened: Callable[[UUID], bool] = lambda _: False,
) -> Storefront:
    """The storefront at an instant; hidden ticket types show to who has their link (`named`).

    Those that need a code show when one `opened` them.
    """
    is_open = sale.is_announced and (sale.ends_at is None or at < sale.ends_at)
    return Storefront(
        at=at,
        is_open=is_open,
        items=tuple(
            _storefront_item(sale, offer, at=at, language=language, is_open=is_open)
            for offer in sale.offers
            if not offer.is_hidden
            or (offer.ticket_type_id in named and not offer.needs_code)
            or opened(offer.ticket_type_id)
        ),
        currency=sale.currency,
        currencies=sale.currencies,
    )


def passes_at(
    sales: Sequence[tuple[events.Event, Offer]],
    remaining: Mapping[UUID, int],
    *,
    prices: Mapping[UUID, OfferPrice],
    at: datetime,
    language: str,
) -> tuple[SeriesPass, ...]:
    """The passes that some events sell, as their series shows them; hidden ones are left out."""
    shown = []
    for event, offer in sales:
        is_open = event.state in OPEN_STATES and (event.ends_at is None or at < event.ends_at)
        sale = Sale(
            is_announced=is_open,
            ends_at=event.ends_at,
            offers=(offer,),
            remaining=remaining,
            prices=prices,
        )
        item = _storefront_item(sale, offer, at=at, language=language, is_open=is_open)
        if not offer.is_hidden:
            shown.append(
                from_attributes(SeriesPass, item, event_id=event.id, event_slug=event.slug)
            )
    return tuple(shown)


def _storefront_item(
    sale: Sale, offer: Offer, *, at: datetime, language: str, is_open: bool
) -> StorefrontItem:
    left = offer.units_left(sale.remaining)
    reason = unavailable_reason(offer, at, remaining=sale.remaining) if is_open else "event-closed"
    pricing = sale.prices.get(offer.ticket_type_id)
    if pricing is not None:
        offer = at_price(offer, pricing.unit_minor)
    return StorefrontItem(
        offer=in_language(offer, language),
        pricing=pricing,
        unavailable_reason=None if reason is None else str(reason),
        left=left if left <= MOST_SHOWN else None,
    )
