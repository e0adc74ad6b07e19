"""The front door of the stock."""

from turnout.modules.inventory.errors import SoldOut
from turnout.modules.inventory.queries import collect_expired, items_text, lock_pools
from turnout.modules.inventory.service import (
    PoolView,
    change_capacity,
    commit,
    create_pool,
    extend_hold,
    give_back,
    hold,
    list_pools,
    release,
    remaining,
    take,
)

__all__ = [
    "PoolView",
    "SoldOut",
    "change_capacity",
    "collect_expired",
    "commit",
    "create_pool",
    "extend_hold",
    "give_back",
    "hold",
    "items_text",
    "list_pools",
    "lock_pools",
    "release",
    "remaining",
    "take",
]
