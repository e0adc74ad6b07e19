"""Who may offer to act for others, and who lets them in."""

from typing import Final

from turnout.kernel.context import Context
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, permission, require
from turnout.modules.organizations import api as organizations

READ: Final = organizations.MEMBERS_READ
OWN: Final = organizations.OWN
MEMBERS_MANAGE: Final = organizations.MEMBERS_MANAGE
CLIENTS_MANAGE: Final = permission(
    "clients.manage",
    "offer to act for other organizations",
    roles=MANAGERS,
    is_limitable=False,
    is_personal=True,
)


def require_can_see(ctx: Context) -> None:
    """Who sees the members sees which agencies act here, and for whom this one acts."""
    require(ctx, READ)


def require_can_decide(ctx: Context) -> None:
    """Owners of the client and the platform."""
    organizations.require_owner(ctx)


def require_can_offer(ctx: Context) -> None:
    """An agency's own people; whoever acts in it for another agency offers nothing."""
    require(ctx, CLIENTS_MANAGE)
    if ctx.on_behalf_of:
        raise Forbidden("An agency offers links through its own members.")


def require_can_manage_members(ctx: Context) -> None:
    """In the agency itself, by its own people."""
    require(ctx, MEMBERS_MANAGE)
    if ctx.on_behalf_of:
        raise Forbidden("An agency says through its own members who acts where.")
