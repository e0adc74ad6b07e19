"""Who sees figures: a person, of each organization what they may there."""

from turnout.kernel.context import Context, PersonContext
from turnout.kernel.errors import Forbidden
from turnout.modules.events import api as events
from turnout.modules.orders import api as orders

READS = (events.READ, orders.READ)
"""The permissions by which events are counted, and orders and money shown."""


def require_person(ctx: Context) -> None:
    if not isinstance(ctx, PersonContext):
        raise Forbidden("Sign in as a person to see an overview.")
