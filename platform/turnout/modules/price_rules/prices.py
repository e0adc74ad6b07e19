"""Prices by rules for those who sell: what pages show, what orders cost, what counts as sold."""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.catalog import api as catalog
from turnout.modules.price_rules import hooks, members, queries, rules
from turnout.modules.price_rules.errors import TicketTypeNotFound
from turnout.modules.price_rules.metrics import PRICED
from turnout.modules.price_rules.types import (
    BuyerPrice,
    BuyerPrices,
    LinePriceRule,
    Price,
    TypePrices,
)
from turnout.modules.ticket_prices import api as ticket_prices

PLAIN = TypePrices()


def get_offer(
    tx: Transaction, event_id: UUID, ticket_type_id: UUID, *, archived: bool = False
) -> catalog.Offer:
    """The ticket type, or TicketTypeNotFound; an archived one only if asked for."""
    for each in catalog.list_offers(tx, event_id, archived=archived):
        if each.ticket_type_id == ticket_type_id:
            return each
    raise TicketTypeNotFound


def get_named_offer(tx: Transaction, event_id: UUID, ticket_type_id: UUID) -> catalog.Offer:
    """The ticket type that a request names, or Invalid by its field."""
    try:
        return get_offer(tx, event_id, ticket_type_id)
    except TicketTypeNotFound as error:
        says = "The event has no such ticket type."
        raise Invalid(FieldError("/ticket_type_id", says)) from error


def on_the_web(
    tx: Transaction, own: catalog.Offer, currency: str
) -> tuple[catalog.Offer, str | None]:
    """The ticket type as pages show it in a currency; `web` where the price is that channel's."""
    [there] = catalog.sold_by(tx, [own]) or [own]
    offer, stated = (catalog.in_currency(each, currency) for each in (there, own))
    if offer is None or stated is None:
        raise Invalid(FieldError("/currency", f"It is not sold in {currency}.", "not-sold-in"))
    return offer, None if offer.price == stated.price else "web"


def start_counting(tx: Transaction, offer: catalog.Offer, event_id: UUID) -> None:
    """Count units from a ticket type's first rule on, those that are sold already included.

    The caller has locked the ticket type and has not stored the rule yet.
    """
    type_id = offer.ticket_type_id
    if not queries.has_rules(tx, type_id):
        queries.set_sold(tx, type_id, hooks.count_units(tx, event_id, type_id))
        catalog.set_price_rules(tx, event_id, type_id, has_price_rules=True)


def stop_counting(tx: Transaction, event_id: UUID, ticket_type_id: UUID) -> None:
    """Count no more where the last rule is gone; the caller has locked the ticket type."""
    if not queries.has_rules(tx, ticket_type_id):
        queries.delete_counter(tx, ticket_type_id)
        catalog.set_price_rules(tx, event_id, ticket_type_id, has_price_rules=False)


def list_in_force(tx: Transaction, type_ids: Collection[UUID]) -> dict[UUID, TypePrices]:
    """What may count now or later, by ticket type; nothing is asked where none is."""
    return queries.list_in_force(tx, type_ids) if type_ids else {}


def units_sold(tx: Transaction, type_ids: Collection[UUID]) -> dict[UUID, int]:
    """Units that are held or sold; nothing is asked where no ticket type is named."""
    return queries.units_sold(tx, type_ids) if type_ids else {}


def prices_of(
    tx: Transaction, offers: Sequence[catalog.Offer], at: datetime
) -> dict[UUID, ticket_prices.OfferPrice]:
    """What pages show of these ticket types, all of which have rules; one statement."""
    found = queries.list_in_force(tx, [each.ticket_type_id for each in offers])
    return {each.ticket_type_id: _shown(each, found, at) for each in offers}


def _shown(
    offer: catalog.Offer,
    found: Mapping[UUID, TypePrices],
    at: datetime,
    *,
    entitled: Container[UUID] = (),
) -> ticket_prices.OfferPrice:
    prices = rules.for_offer(found.get(offer.ticket_type_id, PLAIN), offer)
    return rules.offer_price(
        rules.granted(prices.rules, entitled),
        list_minor=offer.price.minor,
        currency=offer.price.currency,
        at=at,
        sold=prices.sold,
        least=offer.minimum,
        most=offer.maximum,
        demand=prices.demand,
    )


def prices_for(
    tx: Transaction, offers: Sequence[catalog.Offer], buyer: members.Buyer
) -> BuyerPrices:
    """What ticket types with rules cost a buyer now; MemberNumberRefused as `find_prices` says."""
    ruled = [each for each in offers if each.has_price_rules]
    found = list_in_force(tx, [each.ticket_type_id for each in ruled])
    every = [rule for prices in found.values() for rule in prices.rules]
    entitled = members.find_entitlements(tx, every, buyer, is_strict=True)
    return BuyerPrices(
        prices=[
            BuyerPrice(
                ticket_type_id=each.ticket_type_id,
                pricing=_shown(each, found, tx.now, entitled=entitled),
            )
            for each in ruled
        ],
        entitled=sorted({rule.name for rule in every if rule.id in entitled}),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedUnits:
    """A line of a basket whose price rules decided, and how long that stands."""

    price: Price
    ticket_type_id: UUID
    quantity: int
    entitlement: members.Entitlement | None = None
    """What entitles the buyer to it; None for a price of everybody."""

    @property
    def member_number_id(self) -> UUID | None:
        number = self.entitlement.number if self.entitlement else None
        return number.id if number else None

    @property
    def rule(self) -> LinePriceRule:
        """What the order keeps of it."""
        return LinePriceRule(
            price_rule_id=self.price.rule.id if self.price.rule else None,
            name=self.price.name,
            list_minor=self.price.list_minor,
            ticket_type_id=self.ticket_type_id,
            demand_minor=self.price.demand_minor,
            entitled_by=self.entitlement.by.value if self.entitlement else None,
            member_number_id=self.member_number_id,
        )


def find_prices(
    tx: Transaction,
    wanted: Sequence[tuple[catalog.Offer, int]],
    *,
    buyer: members.Buyer = members.ANYBODY,
) -> dict[UUID, PricedUnits]:
    """The prices of (ticket type, quantity) for who buys now, by ticket type.

    One statement, and none where no ticket type has rules; more only for who shows to be entitled
    where there are member prices. MemberNumberRefused for a number that gives none of them.
    """
    ruled = [(offer, quantity) for offer, quantity in wanted if offer.has_price_rules]
    if not ruled:
        return {}
    prices = queries.list_in_force(tx, [offer.ticket_type_id for offer, _ in ruled])
    every = [rule for basis in prices.values() for rule in basis.rules]
    entitled = members.find_entitlements(tx, every, buyer)
    found = {}
    for offer, quantity in ruled:
        basis = rules.for_offer(prices.get(offer.ticket_type_id, PLAIN), offer)
        price = rules.decide(
            rules.granted(basis.rules, entitled),
            list_minor=offer.price.minor,
            currency=offer.price.currency,
            at=tx.now,
            sold=basis.sold,
            quantity=quantity,
            demand=basis.demand,
        )
        PRICED.add(decided_by=price.decided_by)
        found[offer.ticket_type_id] = PricedUnits(
            price=price,
            ticket_type_id=offer.ticket_type_id,
            quantity=quantity,
            entitlement=entitled.get(price.rule.id) if price.rule else None,
        )
    members.require_units((each.entitlement, each.quantity) for each in found.values())
    return found


def release_units(tx: Transaction, units: Mapping[UUID, int]) -> None:
    """Count units of an order no longer: it ended before anything was paid."""
    queries.add_sold(tx, {type_id: -quantity for type_id, quantity in units.items()})


def retake_units(tx: Transaction, units: Mapping[UUID, int]) -> None:
    """Count the units of an order that comes back to life; its price stands."""
    queries.add_sold(tx, units)
