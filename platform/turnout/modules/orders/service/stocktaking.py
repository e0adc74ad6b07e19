"""Taking stock: what pools count as taken, held against what orders and holds really take."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.modules.inventory import api as inventory
from turnout.modules.orders.queries.stocktaking import list_differences


def mend_stock(ctx: OrganizationContext, pool_ids: list[UUID]) -> list[UUID]:
    """Let pools count again what their orders and holds take; those that could be set right.

    Buyers of these pools wait meanwhile. A pool in which more is sold than there are places stays
    as it is: a person decides who comes, or raises the capacity.
    """
    with transaction(ctx) as tx:
        inventory.lock_pools(tx, pool_ids)
        wanted = {pool_id: expected for pool_id, expected, _ in list_differences(tx, pool_ids)}
        return inventory.set_taken(tx, wanted)
