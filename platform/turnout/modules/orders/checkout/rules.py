"""Checkout: price a basket, match attendees, purchase limits, acceptance of terms. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.security.address_proofs import proven_address
from turnout.modules.blocked_addresses.api import Block
from turnout.modules.catalog import api as catalog
from turnout.modules.discounts import api as discounts
from turnout.modules.fraud_rules.api import RuleTerms, Sender
from turnout.modules.orders.checkout.channels import OURSELVES, Origin, SalesChannel, SoldBy
from turnout.modules.orders.errors import NotOnSale, TermsChanged, TermsNotAccepted
from turnout.modules.orders.models import OrderState
from turnout.modules.orders.rules import SELLING, summed
from turnout.modules.price_rules import api as price_rules
from turnout.modules.ticket_prices import api as ticket_prices

MOST_TICKETS = 100


@dataclass(frozen=True, slots=True)
class CurrentTerms:
    """The numbers of the organization's texts as they are now; None where there is no such text."""

    terms: int | None = None
    privacy: int | None = None


@dataclass(frozen=True, slots=True)
class BuyerChecks:
    """What an order is checked by: the event's fraud rules, and what of the buyer is blocked."""

    rules: tuple[RuleTerms, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class AcceptedTerms:
    """The terms a buyer accepted, and the privacy policy that was shown beside them."""

    terms: int
    privacy: int | None


@dataclass(frozen=True, slots=True)
class PurchaseLimit:
    """The most units that one person may have, and how many of them this basket asks for."""

    most: int
    wanted: int
    pointer: str


def require_within(limited: Mapping[UUID, PurchaseLimit], bought: Mapping[UUID, int]) -> None:
    """Refuse more than one person may have, counting what they `bought` before."""
    faults = []
    for type_id, limit in limited.items():
        before = bought.get(type_id, 0)
        if before + limit.wanted > limit.most:
            left = max(limit.most - before, 0)
            says = f"One person can have {limit.most} of these in all; {left} are left for you."
            faults.append(FieldError(f"{limit.pointer}/quantity", says, "per-person"))
    if faults:
        raise Invalid(*faults)


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One line of a basket."""

    ticket_type_id: UUID
    quantity: int
    amount_minor: int | None = None
    """What a donor gives for each unit; None: the price."""


@dataclass(frozen=True, slots=True)
class AttendeeInput:
    """One attendee as the buyer names them."""

    ticket_type_id: UUID
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complimentary:
    """The team gives the tickets away: nothing is due, and nobody's terms are asked."""

    sends_mail: bool
    channel: SalesChannel = SalesChannel.BOX_OFFICE
    keeps_limits: bool = False
    """Whether one person gets no more than the ticket types allow one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """The request of a purchase; buyer and attendees may follow later."""

    event_id: UUID
    lines: tuple[BasketLine, ...]
    buyer_email: str = ""
    buyer_name: str = ""
    locale: str = "en"
    attendees: tuple[AttendeeInput, ...] = ()
    access_code: str | None = field(default=None, repr=False)
    """The code of a private event."""
    codes: tuple[str, ...] = ()
    """Of discounts."""
    currency: str = ""
    """In which the buyer pays; empty: the event's own."""
    member_number: str = field(default="", repr=False)
    """Of a member list, for a member price."""
    waitlist_offer: str = field(default="", repr=False)
    """The offer of a waitlist whose places it takes."""
    waiting_room_pass: str = field(default="", repr=False)
    """By which somebody whom the waiting room admitted orders."""
    address_proof: str = field(default="", repr=False)
    """What a page gave to whoever is signed in with the buyer's address."""
    sender: Sender = field(default_factory=Sender)
    accepted_terms: int | None = None
    """The version of the organization's terms that the buyer says yes to."""
    complimentary: Complimentary | None = None
    """None: it is bought."""
    is_at_desk: bool = False
    """Somebody of the team sells it to whoever stands there or calls."""

    sold_by: SoldBy = OURSELVES
    """What an order of the public says about where it was sold."""

    def origin(self, sales_partner_id: UUID | None) -> Origin:
        """Where the order comes from, with the sales partner that the sale found."""
        if self.complimentary is not None:
            return Origin(self.complimentary.channel)
        if self.is_at_desk:
            return Origin(SalesChannel.BOX_OFFICE)
        return self.sold_by.origin(sales_partner_id)

    @property
    def member(self) -> price_rules.Buyer:
        """What the buyer shows to have member prices."""
        address = proven_address(self.address_proof)
        return price_rules.Buyer(member_number=self.member_number, address=address)

    @property
    def is_of_team(self) -> bool:
        """The team placed it: whoever has the tickets was not asked about terms or questions."""
        return self.is_at_desk or self.complimentary is not None


@dataclass(frozen=True, slots=True)
class SaleContext:
    """An event's sale: its state, offers, form and terms, read by one statement."""

    event_state: str
    visibility: str
    time_zone: str
    starts_at: datetime | None
    ends_at: datetime
    form_version_id: UUID | None
    """The version of the event's form; None when it asks nothing."""
    offers: dict[UUID, catalog.Offer]
    current_terms: CurrentTerms = field(default_factory=CurrentTerms)
    """The organization's terms and privacy policy, by their numbers."""
    free_orders: int = 0
    """How many free orders the buyer's address got in a day."""
    prices: Mapping[UUID, price_rules.PricedUnits] = field(default_factory=dict)
    """What price rules make of the prices of this basket, by ticket type."""
    waiting_room_run: int | None = None
    """The run of the event's waiting room; None without one that is on."""
    checks: BuyerChecks = field(default_factory=BuyerChecks)
    sales_partner_id: UUID | None = None
    """By whom the order comes."""

    def wanted(self, lines: Sequence[BasketLine]) -> list[tuple[catalog.Offer, int]]:
        """The ticket types of a basket that are there, with how many of each."""
        return [
            (self.offers[line.ticket_type_id], line.quantity)
            for line in lines
            if line.ticket_type_id in self.offers
        ]

    def in_currency(self, currency: str, lines: Sequence[BasketLine]) -> "SaleContext":
        """The sale in the currency that a buyer chose; the event's own without one.

        Invalid names a line that is not sold in it, or a currency that there is not.
        """
        if not currency:
            return self
        ticket_prices.require_currency(currency)
        sold = {
            type_id: found
            for type_id, offer in self.offers.items()
            if (found := catalog.in_currency(offer, currency)) is not None
        }
        says = f"This ticket type is not sold in {currency}."
        faults = [
            FieldError(f"/lines/{index}/ticket_type_id", says, "not-in-currency")
            for index, line in enumerate(lines)
            if line.ticket_type_id in self.offers and line.ticket_type_id not in sold
        ]
        if faults:
            raise Invalid(*faults)
        return replace(self, offers=sold)

    def at_prices(self, prices: Mapping[UUID, price_rules.PricedUnits]) -> "SaleContext":
        """The sale with what price rules make of the prices of a basket."""
        if not prices:
            return self
        offers = {
            type_id: catalog.at_price(offer, prices[type_id].price.unit_minor)
            if type_id in prices
            else offer
            for type_id, offer in self.offers.items()
        }
        return replace(self, offers=offers, prices=prices)


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLine:
    ticket_type_id: UUID
    pool_id: UUID
    name: str
    quantity: int
    unit_minor: int
    """What one costs with its tax, less what codes take off it."""
    stated_minor: int
    """The same as the organizer states prices: without the tax that comes on top."""
    tax_rate_bp: int
    price: catalog.LinePrice
    draws: dict[UUID, int]
    seats: dict[UUID, int]
    entries: tuple[catalog.BasketEntry, ...] = ()
    """The places of a pass at each of its events."""
    discount_minor: int = 0
    """What codes take off one."""
    units: price_rules.PricedUnits | None = None
    """How price rules made the price; None where the ticket type has none."""
    allotment_id: UUID | None = None
    """By which its places are counted for a sales channel; None where nothing is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A basket that may be bought, priced: net, tax and gross frozen per line."""

    currency: str
    lines: tuple[PricedLine, ...]
    pools: dict[UUID, int]
    """The stock of all lines: pool → places."""
    seats: dict[UUID, int]
    """The attendees of all lines: ticket type → number."""
    limited: dict[UUID, PurchaseLimit]
    """The ticket types that one person may not have more of."""
    needs_approval: bool = False
    """One of its ticket types does, so the whole order does."""
    redemptions: tuple[discounts.Redemption, ...] = ()
    """The uses of discount codes."""

    @property
    def allotments(self) -> dict[UUID, int]:
        """What is sold through allotments: allotment → places."""
        return summed(
            {line.allotment_id: line.draws[line.pool_id]}
            for line in self.lines
            if line.allotment_id is not None
        )

    @property
    def member_units(self) -> dict[UUID, int]:
        """The units at member prices by member number; empty without a number."""
        return summed(
            {line.units.member_number_id: line.quantity}
            for line in self.lines
            if line.units is not None and line.units.member_number_id is not None
        )

    @property
    def total_minor(self) -> int:
        return sum(line.price.gross for line in self.lines)

    @property
    def tax_minor(self) -> int:
        return sum(line.price.tax for line in self.lines)


def quote(
    sale: SaleContext,
    basket_lines: tuple[BasketLine, ...],
    *,
    now: datetime,
    codes: Sequence[discounts.RedeemableCode] = (),
) -> Quote:
    """Price a basket before discounts, or refuse it by the field that is wrong.

    A ticket type that needs a code is on sale to who has one that opens it.
    """
    if sale.event_state not in SELLING or now >= sale.ends_at:
        raise NotOnSale
    offers = [
        _offer(
            sale,
            basket_line,
            index=index,
            now=now,
            opened=discounts.opens(codes, basket_line.ticket_type_id),
        )
        for index, basket_line in enumerate(basket_lines)
    ]
    lines = tuple(
        _priced(offer, basket_line, index=index, units=sale.prices.get(basket_line.ticket_type_id))
        for index, (offer, basket_line) in enumerate(zip(offers, basket_lines, strict=True))
    )
    catalog.require_together(
        [(offer, line.quantity) for offer, line in zip(offers, lines, strict=True)]
    )
    seats = summed(line.seats for line in lines)
    if max(sum(seats.values()), sum(line.quantity for line in lines)) > MOST_TICKETS:
        raise Invalid(FieldError("/lines", f"One order takes at most {MOST_TICKETS} tickets."))
    return Quote(
        currency=_currency(sale, lines),
        lines=lines,
        pools=summed(line.draws for line in lines),
        seats=seats,
        limited={
            offer.ticket_type_id: PurchaseLimit(
                offer.maximum_per_person, line.quantity, f"/lines/{index}"
            )
            for index, (offer, line) in enumerate(zip(offers, lines, strict=True))
            if offer.maximum_per_person is not None
        },
        needs_approval=any(offer.asks_approval for offer in offers),
    )


def first_state(quote: Quote, *, is_complete: bool, is_held: bool = False) -> OrderState:
    """The state in which an order begins; `is_complete`: nothing of it is asked any more.

    `is_held`: a fraud rule holds it for review.
    """
    if not is_complete or (quote.total_minor and not quote.needs_approval):
        return OrderState.HELD
    if quote.needs_approval:
        return OrderState.AWAITING_APPROVAL
    return OrderState.UNDER_REVIEW if is_held else OrderState.CONFIRMED


def given_away(quote: Quote, gift: Complimentary) -> Quote:
    """The same for nothing; what it takes of the stock stays."""
    free = catalog.LinePrice(net=0, tax=0, gross=0)
    lines = tuple(replace(line, unit_minor=0, stated_minor=0, price=free) for line in quote.lines)
    limited = quote.limited if gift.keeps_limits else {}
    return replace(quote, lines=lines, limited=limited, needs_approval=False)


def discounted(sale: SaleContext, quote: Quote, codes: Sequence[discounts.RedeemableCode]) -> Quote:
    """The quote with what the codes take off; the tax is that of the lower price."""
    applied = discounts.apply_codes(
        codes,
        [
            discounts.line_of(sale.offers[line.ticket_type_id], line.quantity, line.stated_minor)
            for line in quote.lines
        ],
    )
    lines = tuple(
        _lowered(sale.offers[line.ticket_type_id], line, off)
        for line, off in zip(quote.lines, applied.units_off, strict=True)
    )
    return replace(quote, lines=lines, redemptions=tuple(applied.redemptions))


def _lowered(offer: catalog.Offer, line: PricedLine, off: int) -> PricedLine:
    stated = line.stated_minor - off
    unit = offer.with_tax(stated)
    return replace(
        line,
        unit_minor=unit,
        stated_minor=stated,
        discount_minor=line.unit_minor - unit,
        price=catalog.price_units(offer, stated, line.quantity),
    )


def _priced(
    offer: catalog.Offer,
    basket_line: BasketLine,
    *,
    index: int,
    units: price_rules.PricedUnits | None,
) -> PricedLine:
    quoted = catalog.quote_line(
        offer,
        basket_line.quantity,
        amount_minor=basket_line.amount_minor,
        pointer=f"/lines/{index}",
    )
    return PricedLine(
        ticket_type_id=offer.ticket_type_id,
        pool_id=offer.pool_id,
        name=offer.name,
        quantity=basket_line.quantity,
        unit_minor=quoted.unit_minor,
        stated_minor=quoted.stated_minor,
        tax_rate_bp=offer.tax_rate_bp,
        price=quoted.price,
        draws=quoted.pool_usage,
        seats=quoted.seats,
        entries=quoted.entries,
        units=units,
    )


def _offer(
    sale: SaleContext, basket_line: BasketLine, *, index: int, now: datetime, opened: bool
) -> catalog.Offer:
    offer = sale.offers.get(basket_line.ticket_type_id)
    if offer is None or not offer.is_on_sale(now) or (offer.needs_code and not opened):
        raise Invalid(
            FieldError(
                f"/lines/{index}/ticket_type_id", "This ticket type is not on sale.", "not-on-sale"
            )
        )
    return offer


def _currency(sale: SaleContext, lines: Sequence[PricedLine]) -> str:
    priced = {sale.offers[line.ticket_type_id].price.currency for line in lines if line.unit_minor}
    if len(priced) > 1:
        raise Invalid(FieldError("/lines", "One order is paid in one currency."))
    return priced.pop() if priced else sale.offers[lines[0].ticket_type_id].price.currency


def require_matching_attendees(wanted: dict[UUID, int], guests: tuple[AttendeeInput, ...]) -> None:
    """Attendees may be missing, never superfluous or for a type that is not in the order."""
    counted = Counter(guest.ticket_type_id for guest in guests)
    for index, guest in enumerate(guests):
        if counted[guest.ticket_type_id] > wanted.get(guest.ticket_type_id, 0):
            raise Invalid(
                FieldError(
                    f"/attendees/{index}/ticket_type_id",
                    "There are more attendees of this type than tickets.",
                )
            )


def require_all_attendees(wanted: dict[UUID, int], guests: tuple[AttendeeInput, ...]) -> None:
    """Invalid while a ticket is nobody's."""
    if not is_complete(wanted, guests):
        raise Invalid(FieldError("/attendees", "Name whoever comes with each of the tickets."))


def is_complete(wanted: dict[UUID, int], guests: tuple[AttendeeInput, ...]) -> bool:
    """Whether every ticket has its attendee."""
    return Counter(guest.ticket_type_id for guest in guests) == Counter(wanted)


def check_acceptance(
    now: CurrentTerms, given: int | None, *, has_accepted: bool = False
) -> AcceptedTerms | None:
    """Return the acceptance to store; None where there are no terms, or they were accepted before.

    TermsNotAccepted when the organization has terms and nobody agreed to any; TermsChanged when
    another version is in force than the one that was agreed to.
    """
    if now.terms is None:
        return None
    if given is None:
        if has_accepted:
            return None
        raise TermsNotAccepted(now.terms, now.privacy)
    if given != now.terms:
        raise TermsChanged(now.terms, now.privacy)
    return AcceptedTerms(given, now.privacy)
