"""Who may see and decide which roles ask for a second factor."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require

READ: Final = permission(
    "second-factor-policies.read",
    "see which roles ask for a second factor",
    roles=TEAM,
    is_limitable=False,
)
MANAGE: Final = permission(
    "second-factor-policies.manage",
    "decide which roles ask for a second factor",
    roles=MANAGERS,
    is_limitable=False,
    is_personal=True,
)


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_manage(ctx: OrganizationContext) -> UUID:
    """Who decides; not through an agency, as with how people sign in."""
    require(ctx, MANAGE)
    if ctx.user_id is None or ctx.on_behalf_of:
        raise Forbidden("Only the organization's own people decide this.")
    return ctx.user_id


def require_platform(ctx: Context) -> None:
    if not ctx.actor.is_platform:
        raise Forbidden("Only the platform's own work sets this without a person.")
