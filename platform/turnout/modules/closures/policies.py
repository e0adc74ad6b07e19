"""Who may end organizations: the platform suspends, owners close."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, OWNER, permission, require

CLOSE: Final = permission(
    "organizations.close",
    "close the organization, reopen it, and have it deleted",
    roles=(OWNER,),
    is_limitable=False,
    is_personal=True,
)
EXPORT: Final = permission(
    "organizations.export",
    "export the organization as a manifest",
    roles=MANAGERS,
    is_limitable=False,
    is_personal=True,
)
EXPORT_DATA: Final = permission(
    "organizations.export-data",
    "export the organization with its events, orders and attendees",
    roles=MANAGERS,
    is_limitable=False,
    is_personal=True,
)


def require_can_close(ctx: OrganizationContext) -> UUID:
    """The owner who asks; nobody closes an organization for them."""
    require(ctx, CLOSE)
    if ctx.user_id is None or ctx.on_behalf_of:
        raise Forbidden("Only an owner closes an organization.")
    return ctx.user_id


def require_can_export(ctx: OrganizationContext) -> None:
    require(ctx, EXPORT)


def require_can_export_data(ctx: OrganizationContext) -> None:
    require(ctx, EXPORT_DATA)


def require_platform(ctx: Context) -> None:
    """Jobs, handlers and the operator's own services, which have asked who may."""
    if not ctx.actor.is_platform:
        raise Forbidden(
            "Only the platform suspends organizations and gathers what they take along."
        )
