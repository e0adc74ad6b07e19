"""Buyer cancellation: quote (`rules.CancellationCase.amount`) and execute by the refund terms."""

from collections.abc import Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.kernel.observability.metrics import counter
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import hooks, policies, queries, types
from turnout.modules.orders.cancellation import queries as stored
from turnout.modules.orders.cancellation import rules
from turnout.modules.orders.cancellation.rules import CancellableItem, CancellationCase
from turnout.modules.orders.errors import AmountChanged, NotRefundable, NotReturnable
from turnout.modules.orders.facts import OrderCancelled, OrderTicketsReturned
from turnout.modules.orders.models import OrderReturnRow, OrderRow, OrderState
from turnout.modules.orders.refunds import service as refunds
from turnout.modules.orders.rules import Action, summed
from turnout.modules.orders.service import event_cancellation, holds
from turnout.modules.orders.service.payment_plans import find_agreed_plan
from turnout.modules.orders.terms import rules as terms_rules
from turnout.modules.orders.terms.rules import BuyerTerms
from turnout.modules.orders.terms.service import applicable_terms
from turnout.modules.orders.types import CancellableItemQuote, CancellationQuote, CancellationResult
from turnout.modules.tickets import api as tickets

WHY = "The buyer cancelled."
CANCELLED = "cancelled"
RETURNED = counter("turnout_tickets_returned", "Tickets that buyers gave back by the terms")


def quote_cancellation(
    ctx: PublicContext | OrganizationContext,
    order_id: UUID,
    *,
    ticket_ids: Sequence[UUID] | None = None,
) -> CancellationQuote:
    """Quote the refund of these tickets, or of all that the buyer still has."""
    policies.require_can_open(ctx)
    with transaction(ctx) as tx:
        order = queries.find_order(tx, order_id)
        policies.require_can_open(ctx, order.event_id)
        return quote_in(tx, order_id, ticket_ids=ticket_ids)


def quote_in(
    tx: Transaction, order_id: UUID, *, ticket_ids: Sequence[UUID] | None = None
) -> CancellationQuote:
    """Quote a cancellation; the caller has checked who sees it."""
    order = queries.find_order(tx, order_id)
    case = _case(tx, order, ticket_ids)
    amount, _ = case.amount()
    return CancellationQuote(
        order_id=order.id,
        currency=order.currency,
        ticket_ids=case.ticket_ids,
        is_whole=case.is_whole,
        amount_minor=amount,
        kept_minor=max(0, case.paid_for_wanted - amount),
        refusal=case.refusal(amount),
        pieces=[_quote_item(case, piece) for piece in case.pieces],
    )


def cancel_tickets(
    ctx: PublicContext | OrganizationContext,
    order_id: UUID,
    *,
    ticket_ids: Sequence[UUID] | None,
    amount_minor: int,
) -> CancellationResult:
    """Cancel the order, or some of its tickets, for exactly the amount that the buyer saw.

    Places, tickets and the wish for the money commit together; the provider is asked by a worker.
    AmountChanged when another amount comes back by now, NotReturnable when nothing can be done.
    The order is locked and a returned ticket is void: however often it is asked for, it is
    returned once.
    """
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        order = queries.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        mine = tickets.list_of(tx, order.id)
        tickets.lock_tickets(tx, [each.id for each in mine if each.is_valid])
        case = _case(tx, order, ticket_ids)
        amount, used = case.amount()
        refusal = case.refusal(amount)
        if refusal is not None:
            raise NotReturnable(reason=refusal)
        if amount != amount_minor:
            raise AmountChanged(amount_minor=amount, currency=order.currency)
        _cancel(tx, order, case, back=(amount, used))
        done = CancellationResult(
            order_id=order.id,
            state=order.state,
            ticket_ids=case.ticket_ids,
            amount_minor=amount,
            currency=order.currency,
        )
        idempotency.complete(tx, done)
        return done


def _case(tx: Transaction, order: OrderRow, ticket_ids: Sequence[UUID] | None) -> CancellationCase:
    lines = stored.list_sold(tx, order.id)
    valid = [each for each in tickets.list_of(tx, order.id) if each.is_valid]
    kinds = {each.id: each.ticket_type_id for each in queries.list_attendees(tx, order.id)}
    every = rules.group_tickets(lines, valid, kinds)
    offers = {each.ticket_type_id: each for each in catalog.list_offers(tx, order.event_id)}
    inside = tickets.admitted_among(tx, [each.id for each in valid])
    if ticket_ids is None:
        mine = [each for each in every if not each.is_transferred]
        wanted = mine if valid else every
    else:
        wanted = rules.select_items(every, ticket_ids)
    if len(wanted) == len(every):
        units = {line.id: line.left for line in lines if line.left}
    else:
        units = rules.units_to_cancel(wanted, lines, offers)
    owed = refunds.refund_balance_of(tx, order)
    kept = max(0, owed.kept - owed.overpaid)
    agreed = find_agreed_plan(tx, order.id)
    return CancellationCase(
        state=OrderState(order.state),
        event_id=order.event_id,
        currency=order.currency,
        total_minor=order.total_minor,
        standing=applicable_terms(tx, order),
        lines=lines,
        pieces=every,
        wanted=wanted,
        units=units,
        inside=inside,
        days=_days(tx, {order.event_id} | {each.event_id for each in valid}),
        kept=kept,
        forfeited=agreed.forfeited_deposit(kept) if agreed else 0,
        is_full_refund=order.state == OrderState.CONFIRMED
        and event_cancellation.may_claim_refund(tx, order.event_id),
    )


def _days(tx: Transaction, event_ids: set[UUID]) -> dict[UUID, int]:
    found = {}
    for event_id in event_ids:
        event = events.get_event(tx, event_id)
        found[event_id] = terms_rules.days_left(tx.now, event.starts_at, ZoneInfo(event.time_zone))
    return found


def _quote_item(case: CancellationCase, piece: CancellableItem) -> CancellableItemQuote:
    amount, paid_for = case.amount_of(piece), case.paid_for(piece.units)
    return CancellableItemQuote(
        ticket_ids=[each.id for each in piece.tickets],
        amount_minor=amount,
        refusal=case.refusal_of([piece], paid_for, amount=amount),
    )


def _cancel(
    tx: Transaction, order: OrderRow, case: CancellationCase, *, back: tuple[int, BuyerTerms]
) -> None:
    amount, used = back
    return_row = OrderReturnRow(
        id=new_id(),
        order_id=order.id,
        amount_minor=amount,
        kept_minor=max(0, case.paid_for_wanted - amount),
        ticket_ids=[str(each) for each in case.ticket_ids],
        terms_id=used.id,
        returned_at=tx.now,
    )
    tx.add(return_row)
    tx.flush()
    if case.is_whole:
        order.retained_minor = case.kept - amount
        holds.close_order(tx, order, Action.CANCEL, reason=CANCELLED)
        tx.publish(OrderCancelled(order_id=order.id, event_id=order.event_id))
    else:
        drawn = [line.draws_of(case.units[line.id]) for line in case.lines if line.id in case.units]
        inventory.restock(tx, summed(drawn))
        stored.add_returned_units(tx, order.id, case.units)
        tickets.void(tx, reference=order.id, reason=CANCELLED, ticket_ids=case.ticket_ids)
        hooks.tickets_voided(tx, order.id, case.ticket_ids)
        tx.publish(
            OrderTicketsReturned(
                order_id=order.id,
                event_id=order.event_id,
                count=len(case.ticket_ids),
                amount_minor=amount,
                currency=order.currency,
            )
        )
    number = len(case.ticket_ids)
    tx.after_commit.append(lambda: RETURNED.add(number))
    if refunds.refund_amount(tx, order, amount, purpose=types.RefundReason(WHY, return_row.id)):
        # A payment in dispute or one that goes back in full only: a person decides.
        raise NotRefundable(refundable_minor=0, currency=order.currency)
