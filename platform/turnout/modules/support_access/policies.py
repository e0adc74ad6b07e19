"""Who may let support in, and who sees that somebody did."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, OWNER, permission, require

READ: Final = permission(
    "support-access.read",
    "see whether the platform's support may come in, and when it did",
    roles=MANAGERS,
    is_limitable=False,
)
GRANT: Final = permission(
    "support-access.grant",
    "let the platform's support in for a time, and show it out",
    roles=(OWNER,),
    is_limitable=False,
    is_personal=True,
)


def require_can_read(ctx: Context) -> None:
    require(ctx, READ)


def require_can_know(ctx: OrganizationContext) -> None:
    """Every member may know that support is here; so may support itself."""
    if not (ctx.permissions or ctx.actor.is_platform):
        raise Forbidden


def require_can_grant(ctx: OrganizationContext) -> UUID:
    """The owner who consents; neither the platform nor an agency does so for them."""
    require(ctx, GRANT)
    if ctx.user_id is None or ctx.on_behalf_of:
        raise Forbidden("An owner lets support in, in person.")
    return ctx.user_id
