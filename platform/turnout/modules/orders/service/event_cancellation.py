"""Event cancellation: the orders of an event that is cancelled, postponed or moved.

`events` keeps the organizer's decision, an order action, with its progress; this carries it out
in batches. A batch and its report commit together; a job that was interrupted goes on with the
next order, and no order is handled twice.
"""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

import structlog

from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.ids import new_id
from turnout.kernel.observability.metrics import counter
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import hooks, policies, queries, rules
from turnout.modules.orders.cancellation import queries as stored
from turnout.modules.orders.errors import NothingToReturn
from turnout.modules.orders.facts import OrderCancelled, OrderEventChanged
from turnout.modules.orders.models import OrderPassEventRow, OrderReturnRow, OrderRow, OrderState
from turnout.modules.orders.refunds import service as refunds
from turnout.modules.orders.rules import Action, share_of, summed
from turnout.modules.orders.service import holds
from turnout.modules.orders.types import Order, SoldLine
from turnout.modules.tickets import api as tickets

REMOVED = counter(
    "turnout_order_pass_events", "Events of passes that fell away and whose share went back"
)
BATCH = 20
"""Orders in one transaction."""
CALLED_OFF = "event-cancelled"
WHY = "The event was called off or put off."
log = structlog.get_logger(__name__)


def list_due(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """(organization, order action) with orders that are not handled yet."""
    return events.list_due_order_actions(ctx)


def carry_out(ctx: OrganizationContext, action_id: UUID) -> bool:
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


def claim_event_refund(ctx: PublicContext | OrganizationContext, order_id: UUID) -> Order:
    """The buyer wants the money back, as the organizer offered; asking twice changes nothing."""
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        order = queries.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        if order.state != OrderState.CANCELLED:
            _refund_cancelled_events(tx, order)
        return queries.get_whole_order(tx, order_id)


def _refund_cancelled_events(tx: Transaction, order: OrderRow) -> None:
    """Refund the whole order, or of a pass the events that were cancelled."""
    offered = {order.event_id} | {each.event_id for each in stored.list_entries(tx, order.id)}
    off = sorted(each for each in offered if may_claim_refund(tx, each))
    if order.state != OrderState.CONFIRMED or not off:
        raise NothingToReturn
    for event_id in off:
        _refund_event(tx, order, event_id)


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
            tx,
            action_id,
            last_seen=found[-1] if more else None,
            handled=len(found),
            total=total,
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
        if order is not None and rules.ORDER_TABLE.can(OrderState(order.state), Action.CANCEL)
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
    if is_confirmed and admits_to_other_events(tx, order.id, event_id):
        remove_event_from_order(tx, order, event_id, reason=CALLED_OFF, why=WHY)
    elif order.state != OrderState.CANCELLED:
        _cancel_order(tx, order)


def _cancel_order(tx: Transaction, order: OrderRow) -> None:
    """Places and tickets go, and all money goes back; the provider is asked by a worker."""
    holds.close_order(tx, order, Action.CANCEL, reason=CALLED_OFF)
    refunds.refund_overpayment(tx, order, reason=WHY)
    tx.publish(OrderCancelled(order_id=order.id, event_id=order.event_id))


def admits_to_other_events(tx: Transaction, order_id: UUID, event_id: UUID) -> bool:
    """Whether the order's passes admit to an event that is not this one."""
    return any(each.event_id != event_id for each in stored.list_entries(tx, order_id))


def remove_event_from_order(
    tx: Transaction, order: OrderRow, event_id: UUID, *, reason: str, why: str
) -> int:
    """Give back what a confirmed order has of one event: places, tickets and its share of money.

    Of a pass each event has an equal share of the price. The order is locked by the caller, and
    stays as it is otherwise. Answers the minor units that go back.
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
    voided = _void_tickets(tx, order, event_id, reason=reason)
    return_row = None
    if amount or voided:
        return_row = OrderReturnRow(
            id=new_id(),
            order_id=order.id,
            amount_minor=amount,
            kept_minor=0,
            ticket_ids=[str(each) for each in voided],
            terms_id=None,
            returned_at=tx.now,
        )
        tx.add(return_row)
        tx.flush()
    refunds.refund_overpayment(tx, order, reason=why, return_row=return_row)
    tx.after_commit.append(partial(REMOVED.add, len(mine)))
    return amount


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
    stored.add_returned_units(tx, order.id, {line.id: line.left for line in single})
    if kept:
        stored.update_draws(tx, kept)
    inventory.restock(tx, {pool: n for pool, n in summed(back).items() if n})


def _void_tickets(tx: Transaction, order: OrderRow, event_id: UUID, *, reason: str) -> list[UUID]:
    ids = [
        each.id
        for each in tickets.list_of(tx, order.id)
        if each.event_id == event_id and each.is_valid
    ]
    if ids:
        tickets.void(tx, reference=order.id, reason=reason, ticket_ids=ids)
        hooks.tickets_voided(tx, order.id, ids)
    return ids
