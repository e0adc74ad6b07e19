"""What becomes of an event's orders: opened here with the step, carried out by who has them.

`orders` stands above this module. It claims what is due, works through the event's orders in
portions and reports back; a portion and its report commit together, so a job that was cut short
goes on where it stopped.
"""

from functools import partial
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.ids import new_id
from turnout.modules.events import metrics, policies
from turnout.modules.events.facts import EventMoved
from turnout.modules.events.models import EventChange, OrderActionRow, OrderHandling
from turnout.modules.events.queries import events as queries
from turnout.modules.events.types import OrderAction


def list_order_actions(ctx: OrganizationContext, event_id: UUID) -> list[OrderAction]:
    """What was decided over the event's orders and how far it has come, newest first."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        queries.get_event(tx, event_id)
        return [OrderAction.of(row) for row in queries.list_order_actions(tx, event_id)]


def create_order_action(
    tx: Transaction, event_id: UUID, *, step: EventChange, orders: OrderHandling, reason: str
) -> UUID:
    """Begin one that is due now; an earlier one that is not through yet ends with it."""
    queries.close_order_actions(tx, event_id)
    row = OrderActionRow(
        id=new_id(),
        event_id=event_id,
        step=step,
        orders=orders,
        reason=reason,
        due_at=tx.now,
        total=0,
        handled=0,
        failed=0,
        created_at=tx.now,
    )
    tx.add(row)
    return row.id


def notify_rescheduled(tx: Transaction, event_id: UUID) -> None:
    """Have everybody with an order hear of the event's other times; orders stay as they are."""
    opened = create_order_action(
        tx, event_id, step=EventChange.MOVE, orders=OrderHandling.KEEP, reason=""
    )
    tx.publish(EventMoved(event_id=event_id, order_action_id=opened))


def list_due_order_actions(ctx: SystemContext, *, limit: int = 50) -> list[tuple[UUID, UUID]]:
    """List (organization, order action) that are due, oldest first."""
    with transaction(ctx) as tx:
        return queries.list_due_order_actions(tx, limit)


def claim_order_action(tx: Transaction, order_action_id: UUID) -> OrderAction | None:
    """Lock an order action for this transaction; None when it is done or another has it."""
    row = queries.claim_order_action(tx, order_action_id)
    return None if row is None else OrderAction.of(row)


def find_order_action_of(tx: Transaction, event_id: UUID) -> OrderAction | None:
    """The latest decision over an event's orders; None when there never was one."""
    rows = queries.list_order_actions(tx, event_id, limit=1)
    return OrderAction.of(rows[0]) if rows else None


def report_order_action(
    tx: Transaction,
    order_action_id: UUID,
    *,
    last_seen: UUID | None,
    handled: int,
    failed: int = 0,
    total: int | None = None,
) -> None:
    """Count a portion; without `last_seen` it was the last one and the action is done."""
    row = queries.claim_order_action(tx, order_action_id)
    if row is None:
        return
    row.handled += handled
    row.failed += failed
    row.total = max(row.handled, row.total if total is None else total)
    tx.after_commit.append(partial(_count, handled - failed, failed))
    if last_seen is None:
        row.due_at, row.done_at = None, tx.now
    else:
        row.last_seen, row.due_at = last_seen, tx.now


def _count(handled: int, failed: int) -> None:
    metrics.ORDER_ACTIONS.add(handled, outcome="handled")
    metrics.ORDER_ACTIONS.add(failed, outcome="failed")
