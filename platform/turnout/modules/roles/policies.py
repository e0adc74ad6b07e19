"""Who may see and change an organization's roles, and who may give one away."""

from collections.abc import Iterable
from typing import Final

from turnout.kernel.context import Context, OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require
from turnout.modules.roles.errors import BeyondOwnRights

READ: Final = permission("roles.read", "see which roles there are", roles=TEAM)
MANAGE: Final = permission(
    "roles.manage",
    "make and change the organization's own roles",
    roles=MANAGERS,
    is_limitable=False,
    is_personal=True,
)


def require_can_read(ctx: Context) -> None:
    require(ctx, READ)


def require_can_manage(ctx: Context) -> None:
    require(ctx, MANAGE)


def require_within_own_rights(ctx: Context, rights: Iterable[str]) -> None:
    """BeyondOwnRights for rights that this person has not; the platform has them all."""
    if ctx.actor.is_platform:
        return
    if not isinstance(ctx, OrganizationContext) or not ctx.permissions.issuperset(rights):
        raise BeyondOwnRights
