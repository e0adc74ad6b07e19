"""Who sees orders that are held for review, and who decides about them."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.orders import api as orders

READ: Final = orders.READ
DECIDE: Final = orders.APPROVE


def require_can_read(ctx: OrganizationContext, event_id: UUID | None = None) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_decide(ctx: OrganizationContext) -> None:
    """Asked again by orders once the order, and so its event, is read."""
    require(ctx, DECIDE)
