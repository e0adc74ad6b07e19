"""Cancellation by buyers, and of the orders of an event that is cancelled, postponed or moved.

Buyers are quoted what comes back (`rules.CancellationCase.amount`) and cancel for exactly that.

Of an event, `events` keeps the organizer's decision, an order action, with its progress; it is
carried out here in batches. A batch and its report commit together; a job that was interrupted
goes on with the next order, and no order is handled twice.
"""

from collections.abc import Sequence
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from turnout.kernel.context import OrganizationContext, TenantContext
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
from turnout.modules.orders.cancellation.queries import allotted_places
from turnout.modules.orders.cancellation.rules import CancellableItem, CancellationCase
from turnout.modules.orders.cancellation.types import (
    CancellableItemQuote,
    CancellationQuote,
    CancellationResult,
)
from turnout.modules.orders.errors import (
    AmountChanged,
    NothingToReturn,
    NotRefundable,
    NotReturnable,
)
from turnout.modules.orders.facts import OrderCancelled, OrderEventChanged, OrderTicketsReturned
from turnout.modules.orders.models import OrderPassEventRow, OrderReturnRow, OrderRow, OrderState
from turnout.modules.orders.refunds import service as refunds
from turnout.modules.orders.rules import ORDER_TABLE, Action, share_of, summed
from turnout.modules.orders.service import holds
from turnout.modules.orders.terms import rules as terms_rules
from turnout.modules.orders.terms.rules import BuyerTerms
from turnout.modules.orders.terms.service import applicable_terms, find_agreed_plan
from turnout.modules.orders.types import Order, SoldLine
from turnout.modules.tickets import api as tickets

BY_BUYER = "The buyer cancelled."
OF_EVENT = "The event was called off or put off."
CANCELLED = "cancelled"
EVENT_CANCELLED = "event-cancelled"
BATCH = 20
"""Orders in one transaction."""
RETURNED = counter("turnout_tickets_returned", "Tickets that buyers gave back by the terms")
REMOVED = counter(
    "turnout_order_pass_events", "Events of passes that fell away and whose share went back"
)
log = structlog.get_logger(__name__)


def quote_cancellation(
    ctx: TenantContext, order_id: UUID, *, ticket_ids: Sequence[UUID] | None = None
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
    ctx: TenantContext, order_id: UUID, *, ticket_ids: Sequence[UUID] | None, amount_minor: int
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
        _cancel_tickets(tx, order, case, back=(amount, used))
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
        is_full_refund=order.state == OrderState.CONFIRMED and may_claim_refund(tx, order.event_id),
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


def _cancel_tickets(
    tx: Transaction, order: OrderRow, case: CancellationCase, *, back: tuple[int, BuyerTerms]
) -> None:
    amount, used = back
    kept = max(0, case.paid_for_wanted - amount)
    return_row = _add_return(
        tx, order, amount, kept_minor=kept, ticket_ids=case.ticket_ids, terms_id=used.id
    )
    if case.is_whole:
        order.retained_minor = case.kept - amount
        holds.close_order(tx, order, Action.CANCEL, reason=CANCELLED)
        tx.publish(OrderCancelled(order_id=order.id, event_id=order.event_id))
    else:
        drawn = [line.draws_of(case.units[line.id]) for line in case.lines if line.id in case.units]
        allotted = allotted_places(tx, order, case.units)
        inventory.restock(tx, summed(drawn), allotted=allotted)
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
    tx.after_commit.append(partial(RETURNED.add, len(case.ticket_ids)))
    if refunds.refund_amount(
        tx, order, amount, purpose=types.RefundReason(BY_BUYER, return_row.id)
    ):
        # A payment in dispute or one that goes back in full only: a person decides.
        raise NotRefundable(refundable_minor=0, currency=order.currency)


def _add_return(
    tx: Transaction,
    order: OrderRow,
    amount_minor: int,
    *,
    ticket_ids: Sequence[UUID],
    kept_minor: int = 0,
    terms_id: UUID | None = None,
) -> OrderReturnRow:
    row = OrderReturnRow(
        id=new_id(),
        order_id=order.id,
        amount_minor=amount_minor,
        kept_minor=kept_minor,
        ticket_ids=[str(each) for each in ticket_ids],
        terms_id=terms_id,
        returned_at=tx.now,
    )
    tx.add(row)
    tx.flush()
    return row


def handle_batch(ctx: OrganizationContext, action_id: UUID) -> bool:
    """Handle the next batch, return whether there is more; an order that fails is counted so."""
    try:
        return _process_batch(ctx, action_id, size=BATCH)
    except Exception as error:  # noqa: BLE001  whatever it is, the other orders go on
        log.warning("going on one by one", action_id=str(action_id), why=str(error))
    for _ in range(BATCH):
        try:
            more = _process_batch(ctx, action_id, size=1)
        except Exception:
            log.exception("order of a cancelled event failed", action_id=str(action_id))
            more = _skip_failed_order(ctx, action_id)
        if not more:
            return False
    return True


def claim_event_refund(ctx: TenantContext, order_id: UUID) -> Order:
    """Refund the order, or of a pass the events that were cancelled, as the organizer offered.

    Asking twice changes nothing.
    """
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        order = queries.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        if order.state != OrderState.CANCELLED:
            sold = {order.event_id} | {each.event_id for each in stored.list_entries(tx, order.id)}
            off = sorted(each for each in sold if may_claim_refund(tx, each))
            if order.state != OrderState.CONFIRMED or not off:
                raise NothingToReturn
            for event_id in off:
                _refund_event(tx, order, event_id)
        view = queries.get_whole_order(tx, order_id)
        idempotency.complete(tx, view)
        return view


def may_claim_refund(tx: Transaction, event_id: UUID) -> bool:
    """Whether buyers of an event were asked if they want their money back."""
    latest = events.find_order_action_of(tx, event_id)
    return latest is not None and latest.orders is events.OrderHandling.ASK


def _process_batch(ctx: OrganizationContext, action_id: UUID, *, size: int) -> bool:
    with transaction(ctx) as tx:
        work = events.claim_order_action(tx, action_id)
        if work is None:
            return False
        is_first = work.last_seen is None
        total = stored.count_open(tx, work.event_id) if is_first else None
        found = stored.list_next(tx, work.event_id, after=work.last_seen, limit=size)
        for order in _lock_batch(tx, found):
            _handle_order(tx, work, order)
        more = len(found) == size
        events.report_order_action(
            tx, action_id, last_seen=found[-1] if more else None, handled=len(found), total=total
        )
        return more


def _skip_failed_order(ctx: OrganizationContext, action_id: UUID) -> bool:
    """Count the next order as failed and go on behind it; a person sees it in the figures."""
    with transaction(ctx) as tx:
        work = events.claim_order_action(tx, action_id)
        if work is None:
            return False
        found = stored.list_next(tx, work.event_id, after=work.last_seen, limit=1)
        events.report_order_action(
            tx,
            action_id,
            last_seen=found[0] if found else None,
            handled=len(found),
            failed=len(found),
        )
        return bool(found)


def _lock_batch(tx: Transaction, order_ids: list[UUID]) -> list[OrderRow]:
    """Lock the orders of a batch with their holds and pools, as single orders do.

    First the orders, then their holds, then the pools: each in the order of their ids.
    """
    found = [queries.find_locked(tx, order_id) for order_id in order_ids]
    living = [
        order
        for order in found
        if order is not None and ORDER_TABLE.can(OrderState(order.state), Action.CANCEL)
    ]
    inventory.lock_for_restock(
        tx,
        holds=[order.hold_id for order in living if order.hold_id is not None],
        pools={pool for order in living for pool in holds.reserved_quantities(tx, order)},
    )
    return living


def _handle_order(tx: Transaction, work: events.OrderAction, order: OrderRow) -> None:
    had_places = order.state == OrderState.CONFIRMED
    is_off = work.step is events.EventChange.CANCEL
    if is_off and not had_places:
        # Nobody pays any more for what does not take place, whatever becomes of the others.
        _cancel_order(tx, order)
    elif work.orders is events.OrderHandling.REFUND:
        _refund_event(tx, order, work.event_id)
    until = holds.decision_until(tx, order)
    if until is not None:
        holds.extend_hold(tx, order, until)
    if order.state == OrderState.CONFIRMED:
        tx.publish(
            OrderEventChanged(
                order_id=order.id,
                event_id=work.event_id,
                step=work.step.value,
                orders=work.orders.value,
            )
        )


def _refund_event(tx: Transaction, order: OrderRow, event_id: UUID) -> None:
    """End the order, or where a pass admits to other events still, take this one out of it."""
    is_confirmed = order.state == OrderState.CONFIRMED
    entries = stored.list_entries(tx, order.id) if is_confirmed else ()
    if any(each.event_id != event_id for each in entries):
        _remove_event(tx, order, event_id)
    elif order.state != OrderState.CANCELLED:
        _cancel_order(tx, order)


def _cancel_order(tx: Transaction, order: OrderRow) -> None:
    """Places and tickets go, and all money goes back; the provider is asked by a worker."""
    holds.close_order(tx, order, Action.CANCEL, reason=EVENT_CANCELLED)
    refunds.refund_overpayment(tx, order, reason=OF_EVENT)
    tx.publish(OrderCancelled(order_id=order.id, event_id=order.event_id))


def _remove_event(tx: Transaction, order: OrderRow, event_id: UUID) -> None:
    """Give back what a confirmed order has of one event: places, tickets and its share of money.

    Of a pass each event has an equal share of the price. The order is locked by the caller, and
    stays as it is otherwise.
    """
    entries = stored.list_all_entries(tx, order.id)
    sold = {line.ticket_type_id: line for line in stored.list_sold(tx, order.id)}
    mine = [each for each in entries if each.event_id == event_id and each.ended_at is None]
    pass_ids = {each.pass_id for each in entries}
    single = [
        line
        for line in sold.values()
        if line.ticket_type_id not in pass_ids and order.event_id == event_id
    ]
    prices = {each.ticket_type_id: each.unit_minor for each in queries.list_lines(tx, order.id)}
    amount = sum(line.unit_minor * line.left for line in single)
    amount += sum(
        sold[each.pass_id].left * _share(prices[each.pass_id], each, entries) for each in mine
    )
    _restock(tx, order, sold, mine=mine, single=single)
    voided = _void_tickets(tx, order, event_id)
    return_row = None
    if amount or voided:
        return_row = _add_return(tx, order, amount, ticket_ids=voided)
    refunds.refund_overpayment(tx, order, reason=OF_EVENT, return_row=return_row)
    tx.after_commit.append(partial(REMOVED.add, len(mine)))


def _share(unit_minor: int, entry: OrderPassEventRow, entries: Sequence[OrderPassEventRow]) -> int:
    """Return one event's share of a pass's price; the shares of all its events are the price."""
    events = [each.id for each in entries if each.pass_id == entry.pass_id]
    return share_of(unit_minor, part=events.index(entry.id), parts=len(events))


def _restock(
    tx: Transaction,
    order: OrderRow,
    sold: dict[UUID, SoldLine],
    *,
    mine: Sequence[OrderPassEventRow],
    single: Sequence[SoldLine],
) -> None:
    kept: dict[UUID, dict[UUID, int]] = {}
    back = [line.draws_of(line.left) for line in single]
    for entry in mine:
        line = sold[entry.pass_id]
        back.append({entry.pool_id: entry.places * line.left // line.quantity})
        kept[line.id] = {pool: n for pool, n in line.draws.items() if pool != entry.pool_id}
        entry.ended_at = tx.now
    tx.flush()
    units = {line.id: line.left for line in single}
    allotted = allotted_places(tx, order, units)
    stored.add_returned_units(tx, order.id, units)
    if kept:
        stored.update_draws(tx, kept)
    places = {pool: n for pool, n in summed(back).items() if n}
    inventory.restock(tx, places, allotted=allotted)


def _void_tickets(tx: Transaction, order: OrderRow, event_id: UUID) -> list[UUID]:
    ids = [
        each.id
        for each in tickets.list_of(tx, order.id)
        if each.event_id == event_id and each.is_valid
    ]
    if ids:
        tickets.void(tx, reference=order.id, reason=EVENT_CANCELLED, ticket_ids=ids)
        hooks.tickets_voided(tx, order.id, ids)
    return ids
