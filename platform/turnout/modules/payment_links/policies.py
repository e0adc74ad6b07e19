"""Who makes payment links: whoever may change the order."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.orders import api as orders

MAKE: Final = orders.EDIT


def require_can_make(ctx: OrganizationContext, event_id: UUID | None = None) -> None:
    require(ctx, MAKE, event_id=event_id)
