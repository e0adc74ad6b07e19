"""Event removal: an order whose pass admits to other events loses one event of them."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.observability.metrics import counter
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import hooks
from turnout.modules.orders.models import Order, OrderPassEvent, OrderReturn
from turnout.modules.orders.queries import holds, orders, passes
from turnout.modules.orders.refunds import service as refunds
from turnout.modules.orders.rules import share_of, summed
from turnout.modules.orders.types import SoldLine
from turnout.modules.tickets import api as tickets

REMOVED = counter(
    "turnout_order_pass_events", "Events of passes that fell away and whose share went back"
)


def admits_to_other_events(tx: Transaction, order_id: UUID, event_id: UUID) -> bool:
    """Whether the order's passes admit to an event that is not this one."""
    return any(each.event_id != event_id for each in passes.list_entries(tx, order_id))


def remove_event_from_order(
    tx: Transaction, order: Order, event_id: UUID, *, reason: str, why: str
) -> int:
    """Give back what a confirmed order has of one event: places, tickets and its share of money.

    Of a pass each event has an equal share of the price. The order is locked by the caller, and
    stays as it is otherwise. Answers the minor units that go back.
    """
    entries = passes.list_all_entries(tx, order.id)
    sold = {line.ticket_type_id: line for line in holds.list_sold(tx, order.id)}
    mine = [each for each in entries if each.event_id == event_id and each.ended_at is None]
    pass_ids = {each.pass_id for each in entries}
    single = [
        line
        for line in sold.values()
        if line.ticket_type_id not in pass_ids and order.event_id == event_id
    ]
    prices = {each.ticket_type_id: each.unit_minor for each in orders.list_lines(tx, order.id)}
    amount = sum(line.unit_minor * line.left for line in single)
    amount += sum(
        sold[each.pass_id].left * _share(prices[each.pass_id], each, entries) for each in mine
    )
    _restock(tx, order, sold, mine=mine, single=single)
    voided = _void_tickets(tx, order, event_id, reason=reason)
    return_row = None
    if amount or voided:
        return_row = OrderReturn(
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


def _share(unit_minor: int, entry: OrderPassEvent, entries: Sequence[OrderPassEvent]) -> int:
    """What of a pass's price is this event's; the shares of all its events are the whole."""
    events = [each.id for each in entries if each.pass_id == entry.pass_id]
    return share_of(unit_minor, part=events.index(entry.id), parts=len(events))


def _restock(
    tx: Transaction,
    order: Order,
    sold: dict[UUID, SoldLine],
    *,
    mine: Sequence[OrderPassEvent],
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
    holds.add_returned_units(tx, order.id, {line.id: line.left for line in single})
    if kept:
        passes.update_draws(tx, kept)
    inventory.restock(tx, {pool: n for pool, n in summed(back).items() if n})


def _void_tickets(tx: Transaction, order: Order, event_id: UUID, *, reason: str) -> list[UUID]:
    ids = [
        each.id
        for each in tickets.list_of(tx, order.id)
        if each.event_id == event_id and each.is_valid
    ]
    if ids:
        tickets.void(tx, reference=order.id, reason=reason, ticket_ids=ids)
        hooks.tickets_voided(tx, order.id, ids)
    return ids
