"""Taking, holding and giving back places, for whoever sells them.

Every function joins the sale's own transaction: stock and order commit together.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.inventory import queries
from turnout.modules.inventory.errors import SoldOut
from turnout.modules.inventory.models import HoldState


def take(tx: Transaction, wanted: Mapping[UUID, int]) -> None:
    """Take places for good (pool → number), all or none; SoldOut otherwise.

    Before it gives up it collects what lapsed holds of these pools still keep.
    """
    if queries.claim(tx, wanted):
        return
    if queries.reclaim_expired_holds(tx, list(wanted)) and queries.claim(tx, wanted):
        return
    raise SoldOut(pools=[str(pool_id) for pool_id in wanted])


def hold(tx: Transaction, wanted: Mapping[UUID, int], *, expires_at: datetime) -> UUID:
    """Take places for one buyer until `expires_at`; the hold's id, or SoldOut."""
    take(tx, wanted)
    return queries.insert_hold(tx, wanted, expires_at)


def extend_hold(tx: Transaction, hold_id: UUID, *, until: datetime) -> bool:
    """Keep a hold longer (never shorter); False when it has lapsed or ended."""
    return queries.extend(tx, hold_id, until)


def commit(tx: Transaction, hold_id: UUID) -> bool:
    """Turn a hold into a sale; False when its places went back already."""
    return queries.close(tx, hold_id, HoldState.COMMITTED.value) is not None


def release(tx: Transaction, hold_id: UUID, *, lapsed: bool = False) -> bool:
    """End a hold and give its places back; False when it had ended before."""
    state = HoldState.EXPIRED if lapsed else HoldState.RELEASED
    items = queries.close(tx, hold_id, state.value)
    if items is None:
        return False
    queries.restock(tx, items)
    return True


def restock(tx: Transaction, quantities: Mapping[UUID, int]) -> None:
    """Return sold places (pool → number) after a cancellation or refund."""
    queries.restock(tx, quantities)


def lock_for_restock(tx: Transaction, *, holds: Collection[UUID], pools: Collection[UUID]) -> None:
    """Lock what several orders will give back in one transaction, as one order would: holds first.

    Without it two transactions that end several orders each may wait for one another in a ring.
    """
    if holds:
        queries.lock_holds(tx, list(holds))
    if len(pools) > 1:
        queries.lock_pools(tx, list(pools))


def remaining(tx: Transaction, pool_ids: Sequence[UUID]) -> dict[UUID, int]:
    """What is left of each pool, straight from the counters."""
    return queries.remaining(tx, pool_ids)
