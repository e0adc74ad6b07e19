"""Allotments made, changed, returned and ended.

What changes an allotment locks its pool first, as sales through it do: sums are exact whoever is
faster. Of what is kept, `max(places - sold, 0)` are left. Who calls has asked who may.
"""

from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.inventory import queries


def create_allotment(
    tx: Transaction, allotment_id: UUID, *, pool_id: UUID, places: int, most: int | None
) -> bool:
    """Keep places of a pool; False where fewer are free, and then nothing is kept."""
    queries.lock_pools(tx, [pool_id])
    queries.insert_allotment(tx, allotment_id, pool_id=pool_id, most=most)
    return change_allotment(tx, allotment_id, places=places, most=most)


def change_allotment(tx: Transaction, allotment_id: UUID, *, places: int, most: int | None) -> bool:
    """Keep so many places, and sell so many at most; False where fewer are free."""
    before = queries.lock_allotment(tx, allotment_id)
    more = max(places - before.sold, 0) - before.kept
    if more and not queries.keep(tx, before.pool_id, more=more):
        return False
    queries.update_allotment(tx, allotment_id, places=places, most=most)
    return True


def return_allotment(tx: Transaction, allotment_id: UUID) -> int:
    """Let go of what is kept and not sold; how many places that were."""
    found = queries.lock_allotment(tx, allotment_id)
    change_allotment(tx, allotment_id, places=0, most=found.most)
    return found.kept


def delete_allotment(tx: Transaction, allotment_id: UUID) -> None:
    """Let go of what is kept, and count no more; what was sold through it stays sold."""
    return_allotment(tx, allotment_id)
    queries.delete_allotment(tx, allotment_id)
