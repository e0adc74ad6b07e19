"""Who sees and who changes the sites that may embed an organization's checkout."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require

READ: Final = permission(
    "embeds.read", "see the sites that may embed the checkout", roles=TEAM, is_limitable=False
)
EDIT: Final = permission(
    "embeds.edit", "allow sites to embed the checkout", roles=MANAGERS, is_limitable=False
)


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_edit(ctx: OrganizationContext) -> None:
    require(ctx, EDIT)
