"""Who sees dashboards: whoever sees orders, of the events that they may see."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import require
from turnout.modules.orders import api as orders

READ: Final = orders.READ


def require_can_read(ctx: OrganizationContext, event_id: UUID | None = None) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_hear_all(ctx: OrganizationContext) -> None:
    """Who is limited to some events hears those, not the sum of all."""
    require(ctx, READ)
    if ctx.event_ids is not None:
        raise Forbidden("This needs a membership that is not limited to some events.")
