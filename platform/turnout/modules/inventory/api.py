"""The front door of the stock."""

from turnout.modules.inventory.allotments import (
    change_allotment,
    create_allotment,
    delete_allotment,
    return_allotment,
)
from turnout.modules.inventory.errors import SoldOut
from turnout.modules.inventory.hooks import TICKET_TYPES_COPIED, TICKET_TYPES_IMPORTED, Moved
from turnout.modules.inventory.policies import EDIT, READ
from turnout.modules.inventory.queries import (
    items_text,
    lock_allotment,
    lock_counts,
    lock_pools,
    mark_changed,
    reclaim_expired_holds,
    remaining,
    remaining_anywhere,
    restock,
    set_taken,
    totals_of_event,
    totals_of_events,
)
from turnout.modules.inventory.service import (
    commit,
    create_pool,
    extend_hold,
    hold,
    hold_for_waitlist,
    list_pools,
    lock_for_restock,
    open_hold,
    release,
    take,
    update_pool,
)
from turnout.modules.inventory.types import NOTHING, Allotment, Pool, PoolCounts
