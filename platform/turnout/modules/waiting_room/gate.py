"""The gate at the order: where an event has a waiting room, an order needs a pass of its own.

A pass is judged by its signature, without Redis: who was admitted goes on while Redis is away.
That one pass has one order is kept by PostgreSQL, in the order's own transaction.
"""

from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import TurnoutError
from turnout.modules.waiting_room import queries
from turnout.modules.waiting_room.errors import (
    PassExpired,
    PassInUse,
    PassMissing,
    PassRefused,
    PassUsed,
)
from turnout.modules.waiting_room.hooks import ended_orders
from turnout.modules.waiting_room.metrics import REFUSED
from turnout.modules.waiting_room.passes import Pass, read_pass

REASONS: dict[type[TurnoutError], str] = {
    PassMissing: "missing",
    PassRefused: "refused",
    PassExpired: "expired",
    PassInUse: "in_use",
    PassUsed: "used",
}


def require_pass(event_id: UUID, text: str, *, run: int) -> Pass:
    """The pass of whoever orders; PassMissing, PassRefused or PassExpired. Asks nobody."""
    try:
        return _read(event_id, text, run=run)
    except (PassMissing, PassRefused, PassExpired) as refusal:
        REFUSED.add(reason=REASONS[type(refusal)])
        raise


def _read(event_id: UUID, text: str, *, run: int) -> Pass:
    if not text:
        raise PassMissing
    found = read_pass(text, event_id)
    if found.run != run:
        raise PassRefused
    return found


def claim_pass(tx: Transaction, held: Pass, order_id: UUID) -> None:
    """Have a pass begin this order, alone; it may begin another once that one came to nothing.

    PassInUse while an earlier order is open, PassUsed once something was bought with it.
    """
    if queries.claim_pass(tx, held.event_id, held.place_id, order_id):
        return
    earlier = queries.order_of_pass(tx, held.place_id)
    ended = ended_orders(tx, [earlier])
    refusal: PassInUse | PassUsed | None = None
    if earlier not in ended:
        refusal = PassInUse()
    elif ended[earlier]:
        refusal = PassUsed()
    elif not queries.claim_pass(tx, held.event_id, held.place_id, order_id, instead_of=earlier):
        refusal = PassInUse()
    if refusal is not None:
        REFUSED.add(reason=REASONS[type(refusal)])
        raise refusal
