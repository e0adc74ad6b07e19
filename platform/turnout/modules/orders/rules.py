"""Decisions of a purchase: state tables, limits, prices. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.state_machine import StateMachine
from turnout.modules.catalog import api as catalog
from turnout.modules.orders.consent import InForce
from turnout.modules.orders.errors import NotOnSale
from turnout.modules.orders.models import MoneyState, OrderState
from turnout.modules.orders.quantities import Limit, merged

MOST_TICKETS = 100
SELLING = ("published", "live")
REVIVING = (*SELLING, "postponed")


class Action(StrEnum):
    ASK_PAYMENT = "ask_payment"
    REVIEW = "review"
    CONFIRM = "confirm"
    EXPIRE = "expire"
    CANCEL = "cancel"
    REVIVE = "revive"
    """A payment that came too late, for which there is still stock."""
    RESUME = "resume"
    """What was paid keeps the places, and the rest is still to come."""


_S = OrderState
ORDER_TABLE: StateMachine[OrderState, Action] = StateMachine(
    "order",
    {
        (_S.HELD, Action.ASK_PAYMENT): _S.AWAITING_PAYMENT,
        (_S.HELD, Action.CONFIRM): _S.CONFIRMED,
        (_S.HELD, Action.EXPIRE): _S.EXPIRED,
        (_S.HELD, Action.CANCEL): _S.CANCELLED,
        (_S.AWAITING_APPROVAL, Action.ASK_PAYMENT): _S.AWAITING_PAYMENT,
        (_S.AWAITING_APPROVAL, Action.CONFIRM): _S.CONFIRMED,
        (_S.AWAITING_APPROVAL, Action.EXPIRE): _S.EXPIRED,
        (_S.AWAITING_APPROVAL, Action.CANCEL): _S.CANCELLED,
        (_S.AWAITING_PAYMENT, Action.ASK_PAYMENT): _S.AWAITING_PAYMENT,
        (_S.AWAITING_PAYMENT, Action.CONFIRM): _S.CONFIRMED,
        (_S.AWAITING_PAYMENT, Action.REVIEW): _S.UNDER_REVIEW,
        (_S.AWAITING_PAYMENT, Action.EXPIRE): _S.EXPIRED,
        (_S.AWAITING_PAYMENT, Action.CANCEL): _S.CANCELLED,
        (_S.UNDER_REVIEW, Action.CONFIRM): _S.CONFIRMED,
        (_S.UNDER_REVIEW, Action.RESUME): _S.AWAITING_PAYMENT,
        (_S.UNDER_REVIEW, Action.EXPIRE): _S.EXPIRED,
        (_S.UNDER_REVIEW, Action.CANCEL): _S.CANCELLED,
        (_S.EXPIRED, Action.REVIVE): _S.CONFIRMED,
        (_S.EXPIRED, Action.RESUME): _S.AWAITING_PAYMENT,
        (_S.EXPIRED, Action.REVIEW): _S.UNDER_REVIEW,
        (_S.CONFIRMED, Action.CANCEL): _S.CANCELLED,
    },
)


class Money(StrEnum):
    UNPAY = "unpay"
    """What had counted is doubted after all."""
    PAY_PART = "pay_part"
    PAY = "pay"
    REFUND_PART = "refund_part"
    REFUND = "refund"


_M = MoneyState
MONEY_TABLE: StateMachine[MoneyState, Money] = StateMachine(
    "money",
    {
        (_M.UNPAID, Money.PAY_PART): _M.PART_PAID,
        (_M.UNPAID, Money.PAY): _M.PAID,
        (_M.PART_PAID, Money.PAY_PART): _M.PART_PAID,
        (_M.PART_PAID, Money.PAY): _M.PAID,
        (_M.PART_PAID, Money.REFUND_PART): _M.PART_REFUNDED,
        (_M.PART_PAID, Money.REFUND): _M.REFUNDED,
        (_M.PART_PAID, Money.UNPAY): _M.UNPAID,
        (_M.PAID, Money.UNPAY): _M.UNPAID,
        (_M.PAID, Money.PAY_PART): _M.PART_PAID,
        (_M.PAID, Money.REFUND_PART): _M.PART_REFUNDED,
        (_M.PAID, Money.REFUND): _M.REFUNDED,
        (_M.PART_REFUNDED, Money.REFUND_PART): _M.PART_REFUNDED,
        (_M.PART_REFUNDED, Money.REFUND): _M.REFUNDED,
        (_M.PART_REFUNDED, Money.PAY_PART): _M.PART_PAID,
        (_M.PART_REFUNDED, Money.PAY): _M.PAID,
        (_M.PART_REFUNDED, Money.UNPAY): _M.UNPAID,
        (_M.REFUNDED, Money.PAY_PART): _M.PART_PAID,
        (_M.REFUNDED, Money.PAY): _M.PAID,
        (_M.REFUNDED, Money.UNPAY): _M.UNPAID,
        (_M.REFUNDED, Money.REFUND_PART): _M.PART_REFUNDED,
    },
)


@dataclass(frozen=True, slots=True)
class Wish:
    """One line of a basket."""

    ticket_type_id: UUID
    quantity: int
    amount_minor: int | None = None
    """What a donor gives for each unit; None: the price."""


@dataclass(frozen=True, slots=True)
class Guest:
    """One attendee as the buyer names them."""

    ticket_type_id: UUID
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """What a buyer sends; buyer and attendees may follow later."""

    event_id: UUID
    lines: tuple[Wish, ...]
    buyer_email: str = ""
    buyer_name: str = ""
    locale: str = "en"
    attendees: tuple[Guest, ...] = ()
    access_code: str | None = field(default=None, repr=False)
    """What opens a private event."""
    accepted_terms: int | None = None
    """The version of the organization's terms that the buyer says yes to."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What one statement tells about an event's sale."""

    event_state: str
    visibility: str
    time_zone: str
    ends_at: datetime
    form_version_id: UUID | None
    """What the event asks of those who register; None when it asks nothing."""
    offers: dict[UUID, catalog.Offer]
    in_force: InForce = field(default_factory=InForce)
    """The organization's terms and privacy policy, by their numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLine:
    ticket_type_id: UUID
    pool_id: UUID
    name: str
    quantity: int
    unit_minor: int
    tax_rate_bp: int
    price: catalog.LinePrice
    draws: dict[UUID, int]
    seats: dict[UUID, int]
    entries: tuple[catalog.Entry, ...] = ()
    """Of passes: the places at each of their events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A basket that may be bought, priced: net, tax and gross frozen per line."""

    currency: str
    lines: tuple[PricedLine, ...]
    pools: dict[UUID, int]
    """What all lines take together: pool → places."""
    seats: dict[UUID, int]
    """Whom all lines admit together: ticket type → attendees."""
    limited: dict[UUID, Limit]
    """The ticket types that one person may not have more of."""

    @property
    def total_minor(self) -> int:
        return sum(line.price.gross for line in self.lines)

    @property
    def tax_minor(self) -> int:
        return sum(line.price.tax for line in self.lines)


def quote(shop: Shop, wishes: tuple[Wish, ...], *, now: datetime) -> Quote:
    """Price a basket, or refuse it by the field that is wrong."""
    if shop.event_state not in SELLING or now >= shop.ends_at:
        raise NotOnSale
    offers = [_offer(shop, wish, index=index, now=now) for index, wish in enumerate(wishes)]
    lines = tuple(
        _priced(offer, wish, index=index)
        for index, (offer, wish) in enumerate(zip(offers, wishes, strict=True))
    )
    catalog.require_together(
        [(offer, line.quantity) for offer, line in zip(offers, lines, strict=True)]
    )
    seats = merged(line.seats for line in lines)
    if max(sum(seats.values()), sum(line.quantity for line in lines)) > MOST_TICKETS:
        raise Invalid(FieldError("/lines", f"One order takes at most {MOST_TICKETS} tickets."))
    return Quote(
        currency=_currency(shop, lines),
        lines=lines,
        pools=merged(line.draws for line in lines),
        seats=seats,
        limited={
            offer.ticket_type_id: Limit(offer.maximum_per_person, line.quantity, f"/lines/{index}")
            for index, (offer, line) in enumerate(zip(offers, lines, strict=True))
            if offer.maximum_per_person is not None
        },
    )


def _priced(offer: catalog.Offer, wish: Wish, *, index: int) -> PricedLine:
    quoted = catalog.quote_line(
        offer, wish.quantity, amount_minor=wish.amount_minor, pointer=f"/lines/{index}"
    )
    return PricedLine(
        ticket_type_id=offer.ticket_type_id,
        pool_id=offer.pool_id,
        name=offer.name,
        quantity=wish.quantity,
        unit_minor=quoted.unit_minor,
        tax_rate_bp=offer.tax_rate_bp,
        price=quoted.price,
        draws=quoted.draws,
        seats=quoted.seats,
        entries=quoted.entries,
    )


def _offer(shop: Shop, wish: Wish, *, index: int, now: datetime) -> catalog.Offer:
    offer = shop.offers.get(wish.ticket_type_id)
    if offer is None or not offer.is_on_sale(now):
        raise Invalid(
            FieldError(
                f"/lines/{index}/ticket_type_id", "This ticket type is not on sale.", "not-on-sale"
            )
        )
    return offer


def _currency(shop: Shop, lines: Sequence[PricedLine]) -> str:
    priced = {shop.offers[line.ticket_type_id].price.currency for line in lines if line.unit_minor}
    if len(priced) > 1:
        raise Invalid(FieldError("/lines", "One order is paid in one currency."))
    return priced.pop() if priced else shop.offers[lines[0].ticket_type_id].price.currency


def require_fitting(wanted: dict[UUID, int], guests: tuple[Guest, ...]) -> None:
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


def is_complete(wanted: dict[UUID, int], guests: tuple[Guest, ...]) -> bool:
    """Whether every ticket has its attendee."""
    return Counter(guest.ticket_type_id for guest in guests) == Counter(wanted)


def share_of(total_minor: int, *, part: int, parts: int) -> int:
    """What falls to one of several equal parts, counted from 0; all together are the total."""
    return total_minor * (part + 1) // parts - total_minor * part // parts


def money_state(state: MoneyState, *, paid: int, refunded: int, total: int) -> MoneyState:
    """The money state that amounts in minor units stand for, by steps that the table allows.

    Amounts may shrink: a refund fails after all, or what had counted is held for review.
    """
    steps = [Money.UNPAY]
    if paid:
        steps = [Money.PAY if paid >= total else Money.PAY_PART]
    if refunded:
        steps.append(Money.REFUND if refunded >= paid else Money.REFUND_PART)
    for step in steps:
        if MONEY_TABLE.can(state, step):
            state = MONEY_TABLE.next(state, step)
    return state
