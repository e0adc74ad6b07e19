"""The front door of the stock."""

from turnout.modules.inventory.errors import SoldOut
from turnout.modules.inventory.queries import (
    items_text,
    lock_pools,
    reclaim_expired_holds,
    set_taken,
)
from turnout.modules.inventory.service.claims import (
    commit,
    extend_hold,
    hold,
    lock_for_restock,
    release,
    remaining,
    restock,
    take,
)
from turnout.modules.inventory.service.pools import (
    PoolView,
    change_capacity,
    create_pool,
    list_pools,
)
