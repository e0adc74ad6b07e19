"""Cancellation by the buyer: what would come back, and giving it back by the terms of the event."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import idempotency
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.ids import new_id
from turnout.kernel.tx import Transaction, transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import pieces, policies, rules, terms
from turnout.modules.orders.errors import AmountChanged, NotRefundable, NotReturnable
from turnout.modules.orders.facts import OrderCancelled, OrderTicketsReturned
from turnout.modules.orders.models import Order, OrderReturn, OrderState, RefundKind
from turnout.modules.orders.pieces import Piece, SoldLine
from turnout.modules.orders.quantities import merged
from turnout.modules.orders.queries import changing, transfers
from turnout.modules.orders.queries import giving_back as queries
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import calling_off, keeping, returning
from turnout.modules.orders.service.agreeing import agreed_of
from turnout.modules.orders.service.allowing import standing_of
from turnout.modules.orders.terms import BuyerTerms, Price
from turnout.modules.tickets import api as tickets

WHY = "The buyer cancelled."
CANCELLED = "cancelled"
FULL = BuyerTerms(refund=RefundKind.FULL)


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceOffer:
    """Tickets that may be given back together, and what would come back for them by themselves."""

    ticket_ids: list[UUID]
    amount_minor: int
    refusal: str | None
    """Why not: inside, begun, passed-on, no-refund; None where it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationQuote:
    """What giving back would bring: amounts are minor units of `currency`.

    `kept_minor` is what was paid for it and does not come back. `refusal` says why it cannot be
    done, as NotReturnable does.
    """

    order_id: UUID
    currency: str
    ticket_ids: list[UUID]
    is_whole: bool
    amount_minor: int
    kept_minor: int
    refusal: str | None
    pieces: list[PieceOffer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """What was done, and what comes back for it."""

    order_id: UUID
    state: str
    ticket_ids: list[UUID]
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class _Case:
    """An order as it stands, with everything that decides what comes back."""

    order: Order
    lines: Sequence[SoldLine]
    offers: dict[UUID, catalog.Offer]
    pieces: Sequence[Piece]
    wanted: Sequence[Piece]
    units: dict[UUID, int]
    inside: set[UUID]
    days: dict[UUID, int]
    """Event → calendar days until it starts, where it is."""
    kept: int
    may_have_all: bool
    """The event was called off or put off, and its buyers were asked."""

    @property
    def is_whole(self) -> bool:
        """Nothing of the order is left after it."""
        return all(line.left == self.units.get(line.id, 0) for line in self.lines)

    @property
    def is_confirmed(self) -> bool:
        return self.order.state == OrderState.CONFIRMED


def quote_cancellation(
    ctx: PublicContext | OrganizationContext,
    order_id: UUID,
    *,
    ticket_ids: Sequence[UUID] | None = None,
) -> CancellationQuote:
    """What would come back now for these tickets, or for all that the buyer still has."""
    policies.require_can_open(ctx)
    with transaction(ctx) as tx:
        order = changing.find_order(tx, order_id)
        policies.require_can_open(ctx, order.event_id)
        return quote_in(tx, order_id, ticket_ids=ticket_ids)


def quote_in(
    tx: Transaction, order_id: UUID, *, ticket_ids: Sequence[UUID] | None = None
) -> CancellationQuote:
    """The same inside somebody's transaction, who has asked whether it may be seen."""
    order = changing.find_order(tx, order_id)
    case = _case(tx, order, ticket_ids)
    amount, _ = _amount(tx, case)
    paid = case.kept if case.is_whole else min(case.kept, _paid_for(case, case.units))
    return CancellationQuote(
        order_id=order.id,
        currency=order.currency,
        ticket_ids=[each.id for piece in case.wanted for each in piece.tickets],
        is_whole=case.is_whole,
        amount_minor=amount,
        kept_minor=max(0, paid - amount),
        refusal=_refusal(case, amount),
        pieces=[_offer(tx, case, piece) for piece in case.pieces],
    )


def give_back(
    ctx: PublicContext | OrganizationContext,
    order_id: UUID,
    *,
    ticket_ids: Sequence[UUID] | None,
    amount_minor: int,
) -> Cancelled:
    """Cancel the order, or some of its tickets, for exactly the amount that the buyer saw.

    Places, tickets and the wish for the money commit together; the provider is asked by a worker.
    AmountChanged when another amount comes back by now, NotReturnable when nothing can be done.
    The order is locked and a returned ticket is void: however often it is asked for, it is
    returned once.
    """
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        order = changing.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        mine = tickets.list_of(tx, order.id)
        tickets.lock_tickets(tx, [each.id for each in mine if each.is_valid])
        case = _case(tx, order, ticket_ids)
        amount, used = _amount(tx, case)
        refusal = _refusal(case, amount)
        if refusal is not None:
            raise NotReturnable(reason=refusal)
        if amount != amount_minor:
            raise AmountChanged(amount_minor=amount, currency=order.currency)
        _carry_out(tx, case, amount, used)
        done = Cancelled(
            order_id=order.id,
            state=order.state,
            ticket_ids=[each.id for piece in case.wanted for each in piece.tickets],
            amount_minor=amount,
            currency=order.currency,
        )
        idempotency.complete(tx, done)
        return done


def _case(tx: Transaction, order: Order, ticket_ids: Sequence[UUID] | None) -> _Case:
    lines = queries.list_sold(tx, order.id)
    valid = [each for each in tickets.list_of(tx, order.id) if each.is_valid]
    kinds = {each.id: each.ticket_type_id for each in changing.list_attendees(tx, order.id)}
    every = pieces.pieces_of(lines, valid, kinds)
    offers = {each.ticket_type_id: each for each in catalog.list_offers(tx, order.event_id)}
    inside = tickets.admitted_among(tx, [each.id for each in valid])
    if ticket_ids is None:
        mine = [each for each in every if not each.is_passed_on]
        wanted = mine if valid else every
    else:
        wanted = pieces.chosen(every, ticket_ids)
    if len(wanted) == len(every):
        units = {line.id: line.left for line in lines if line.left}
    else:
        units = pieces.units_of(wanted, lines, offers)
    return _Case(
        order=order,
        lines=lines,
        offers=offers,
        pieces=every,
        wanted=wanted,
        units=units,
        inside=inside,
        days=_days(tx, {order.event_id} | {each.event_id for each in valid}),
        kept=max(0, returning.kept(tx, order)),
        may_have_all=order.state == OrderState.CONFIRMED
        and calling_off.may_return(tx, order.event_id),
    )


def _days(tx: Transaction, event_ids: set[UUID]) -> dict[UUID, int]:
    found = {}
    for event_id in event_ids:
        event = events.get_event(tx, event_id)
        found[event_id] = terms.days_left(tx.now, event.starts_at, ZoneInfo(event.time_zone))
    return found


def _days_of(case: _Case, wanted: Sequence[Piece]) -> int:
    """Until the first of the events that the tickets admit to."""
    touched = {each.event_id for piece in wanted for each in piece.tickets}
    return min(case.days[event_id] for event_id in touched or {case.order.event_id})


def _prices(case: _Case, units: dict[UUID, int]) -> list[Price]:
    return [
        Price(line.unit_minor, units[line.id], bears_fee=bool(line.seats_left))
        for line in case.lines
        if units.get(line.id)
    ]


def _paid_for(case: _Case, units: dict[UUID, int]) -> int:
    return sum(price.unit_minor * price.units for price in _prices(case, units))


def _amount(tx: Transaction, case: _Case) -> tuple[int, BuyerTerms]:
    """What comes back, never more than was paid and is still here; and the terms that say so."""
    if not case.is_confirmed:
        return _amount_of_unfinished(tx, case)
    back, used = _by_terms(tx, case, case.units, days_left=_days_of(case, case.wanted))
    return min(back, case.kept), used


def _by_terms(
    tx: Transaction, case: _Case, units: dict[UUID, int], *, days_left: int
) -> tuple[int, BuyerTerms]:
    prices = _prices(case, units)
    if case.may_have_all:
        return _paid_for(case, units), FULL
    used, back = standing_of(tx, case.order).better(
        prices, case.order.currency, days_left=days_left
    )
    return back, used


def _amount_of_unfinished(tx: Transaction, case: _Case) -> tuple[int, BuyerTerms]:
    """Of an order paid in part: what is left after the terms, or after letting it lapse.

    Whoever gives places back early is never worse off than who just stops paying.
    """
    back, used = _by_terms(tx, case, case.units, days_left=_days_of(case, case.wanted))
    charge = case.order.total_minor - back
    agreed = agreed_of(tx, case.order.id)
    forfeited = agreed.kept_deposit(case.kept) if agreed else 0
    return max(0, case.kept - min(charge, forfeited)), used


def _refusal(case: _Case, amount: int) -> str | None:
    """Why these cannot be given back, in the order in which it should be said; None: they can."""
    if not rules.ORDER_TABLE.can(OrderState(case.order.state), Action.CANCEL):
        return "state"
    if case.order.state == OrderState.UNDER_REVIEW:
        return "state"
    if not case.units:
        return "nothing-left"
    return _refusal_of(case, case.wanted, _paid_for(case, case.units), amount=amount)


def _refusal_of(case: _Case, wanted: Sequence[Piece], paid_for: int, *, amount: int) -> str | None:
    if any(piece.is_passed_on for piece in wanted):
        return "passed-on"
    if any(piece.ticket_ids & case.inside for piece in wanted):
        return "inside"
    if case.is_confirmed and not case.may_have_all and _days_of(case, wanted) < 0:
        return "begun"
    if case.is_confirmed and paid_for and case.kept and not amount:
        return "no-refund"
    return None


def _offer(tx: Transaction, case: _Case, piece: Piece) -> PieceOffer:
    back, _ = _by_terms(tx, case, dict(piece.units), days_left=_days_of(case, [piece]))
    amount = min(back, case.kept)
    paid_for = _paid_for(case, dict(piece.units))
    return PieceOffer(
        ticket_ids=[each.id for each in piece.tickets],
        amount_minor=amount,
        refusal=_refusal_of(case, [piece], paid_for, amount=amount),
    )


def _carry_out(tx: Transaction, case: _Case, amount: int, used: BuyerTerms) -> None:
    order = case.order
    ticket_ids = [each.id for piece in case.wanted for each in piece.tickets]
    paid_for = case.kept if case.is_whole else min(case.kept, _paid_for(case, case.units))
    tx.add(
        OrderReturn(
            id=new_id(),
            order_id=order.id,
            amount_minor=amount,
            kept_minor=max(0, paid_for - amount),
            ticket_ids=[str(each) for each in ticket_ids],
            terms_id=used.id,
            returned_at=tx.now,
        )
    )
    if case.is_whole:
        order.retained_minor = case.kept - amount
        keeping.end(tx, order, Action.CANCEL, reason=CANCELLED)
        tx.record(OrderCancelled(order_id=order.id, event_id=order.event_id))
    else:
        drawn = [line.draws_of(case.units[line.id]) for line in case.lines if line.id in case.units]
        inventory.give_back(tx, merged(drawn))
        queries.take_units(tx, order.id, case.units)
        tickets.void(tx, reference=order.id, reason=CANCELLED, ticket_ids=ticket_ids)
        transfers.end_open(tx, order.id, ticket_ids)
        tx.record(
            OrderTicketsReturned(
                order_id=order.id,
                event_id=order.event_id,
                count=len(ticket_ids),
                amount_minor=amount,
                currency=order.currency,
            )
        )
    if amount and returning.send_back(tx, order, amount, reason=WHY):
        # A payment in dispute or one that goes back in full only: a person decides.
        raise NotRefundable(refundable_minor=0, currency=order.currency)
