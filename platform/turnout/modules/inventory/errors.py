"""Refusals of the stock."""

from turnout.kernel.errors import Conflict, NotFound


class SoldOut(Conflict):
    """Fewer places are left than were asked for; nothing was taken."""

    code = "inventory.sold-out"
    title = "Not enough places are left"


class PoolNotFound(NotFound):
    code = "inventory.no-such-pool"
    title = "This capacity pool does not exist"


class EventNotFound(NotFound):
    code = "inventory.no-such-event"
    title = "This event does not exist"


class BelowTaken(Conflict):
    code = "inventory.below-taken"
    title = "More places than that are already taken"


class PoolInUse(Conflict):
    code = "inventory.pool-in-use"
    title = "Ticket types draw on this pool, or places of it are taken"
