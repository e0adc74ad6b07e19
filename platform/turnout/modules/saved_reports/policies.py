"""Who sees, saves, shares and schedules reports."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, ROLES, permission, require
from turnout.modules.orders import api as orders

READ: Final = orders.READ
"""Whoever sees sales reports sees those that are saved, and may have them sent to themselves."""
MANAGE: Final = permission(
    "saved-reports.manage",
    "save reports, share them with members and have them sent",
    roles=MANAGERS,
    is_limitable=False,
)
SHARED: Final = permission(
    "saved-reports.shared", "see the reports that were shared with them", roles=ROLES
)


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_manage(ctx: OrganizationContext) -> None:
    """Who lists and ends what reports are shared by: no figures are in it."""
    require(ctx, MANAGE)


def require_can_hand_out(ctx: OrganizationContext) -> UUID:
    """Who saves and shares; a machine, which nobody could ask why, shares nothing."""
    require(ctx, MANAGE)
    require(ctx, READ)
    if ctx.user_id is None:
        raise Forbidden("A person saves and shares reports.")
    return ctx.user_id


def require_is_shared_with(ctx: OrganizationContext) -> UUID | None:
    """Who asks; None for a machine, with which nothing is ever shared."""
    require(ctx, SHARED)
    return ctx.user_id
