"""Who schedules exports of orders and attendees: whoever may export them, for themselves."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import require
from turnout.modules.order_exports import api as order_exports

READ: Final = order_exports.READ


def require_can_read(ctx: OrganizationContext) -> UUID | None:
    """Who asks; None for a machine, for which nothing is ever scheduled."""
    require(ctx, READ)
    return ctx.user_id


def require_can_schedule(ctx: OrganizationContext) -> UUID:
    """Who asks; a machine starts its exports itself, and has no mailbox."""
    require(ctx, READ)
    if ctx.user_id is None:
        raise Forbidden("A person schedules exports for themselves.")
    return ctx.user_id
