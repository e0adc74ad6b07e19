"""Who shares figures, and who reads those that were shared with them."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, ROLES, permission, require

MANAGE: Final = permission(
    "figure-shares.manage",
    "share figures of events with members, and end that",
    roles=MANAGERS,
    is_limitable=False,
)
READ: Final = permission(
    "figure-shares.read", "see the figures that were shared with them", roles=ROLES
)


def require_can_manage(ctx: OrganizationContext) -> UUID:
    """Who shares; a machine, which nobody could ask why, shares nothing."""
    require(ctx, MANAGE)
    if ctx.user_id is None:
        raise Forbidden("A person shares figures.")
    return ctx.user_id


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)
