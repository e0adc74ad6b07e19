"""What becomes of an event's orders: opened here with the step, carried out by who has them.

`orders` stands above this module. It claims what is due, works through the event's orders in
portions and reports back; a portion and its report commit together, so a job that was cut short
goes on where it stopped.
"""

from datetime import timedelta
from functools import partial
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.ids import new_id
from turnout.modules.events import metrics, policies
from turnout.modules.events.errors import AftermathNotFound
from turnout.modules.events.facts import EventMoved
from turnout.modules.events.models import AftermathRow, AftermathStep, OrderFate
from turnout.modules.events.queries import aftermaths as queries
from turnout.modules.events.queries import events as event_queries
from turnout.modules.events.types import Aftermath

RETRY = timedelta(seconds=60)


def list_aftermaths(ctx: OrganizationContext, event_id: UUID) -> list[Aftermath]:
    """What was decided over the event's orders and how far it has come, newest first."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        event_queries.get_event(tx, event_id)
        return [_aftermath(row) for row in queries.list_aftermaths(tx, event_id)]


def open_aftermath(
    tx: Transaction, event_id: UUID, *, step: AftermathStep, orders: OrderFate, reason: str
) -> UUID:
    """Begin one that is due now; an earlier one that is not through yet ends with it."""
    queries.close_open(tx, event_id)
    row = AftermathRow(
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


def tell_of_move(tx: Transaction, event_id: UUID) -> None:
    """Have everybody with an order hear of the event's other times; orders stay as they are."""
    opened = open_aftermath(tx, event_id, step=AftermathStep.MOVE, orders=OrderFate.KEEP, reason="")
    tx.publish(EventMoved(event_id=event_id, aftermath_id=opened))


def list_due_aftermaths(ctx: SystemContext, *, limit: int = 50) -> list[tuple[UUID, UUID]]:
    """(organization, aftermath) that are due, oldest first."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, limit)


def claim_aftermath(tx: Transaction, aftermath_id: UUID) -> Aftermath | None:
    """The aftermath, locked for this transaction; None when it is through or another has it."""
    row = queries.claim(tx, aftermath_id)
    return None if row is None else _aftermath(row)


def get_aftermath(tx: Transaction, aftermath_id: UUID) -> Aftermath:
    row = queries.find(tx, aftermath_id)
    if row is None:
        raise AftermathNotFound
    return _aftermath(row)


def find_aftermath_of(tx: Transaction, event_id: UUID) -> Aftermath | None:
    """The latest decision over an event's orders; None when there never was one."""
    row = queries.find_latest(tx, event_id)
    return None if row is None else _aftermath(row)


def report_aftermath(
    tx: Transaction,
    aftermath_id: UUID,
    *,
    last_seen: UUID | None,
    handled: int,
    failed: int = 0,
    total: int | None = None,
) -> None:
    """Count a portion; without `last_seen` it was the last one and the aftermath is through."""
    row = queries.claim(tx, aftermath_id)
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
    metrics.AFTERMATH_ORDERS.add(handled, outcome="handled")
    metrics.AFTERMATH_ORDERS.add(failed, outcome="failed")


def delay_aftermath(tx: Transaction, aftermath_id: UUID) -> None:
    """Try again in a minute; something below did not answer."""
    row = queries.claim(tx, aftermath_id)
    if row is not None:
        row.due_at = tx.now + RETRY


def _aftermath(row: AftermathRow) -> Aftermath:
    return Aftermath(
        id=row.id,
        event_id=row.event_id,
        step=AftermathStep(row.step),
        orders=OrderFate(row.orders),
        reason=row.reason,
        total=row.total,
        handled=row.handled,
        failed=row.failed,
        last_seen=row.last_seen,
        created_at=row.created_at,
        done_at=row.done_at,
    )
