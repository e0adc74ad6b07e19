"""Who sees and who makes short links."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require

READ: Final = permission(
    "short-links.read", "see short links and their visits", roles=TEAM, is_limitable=False
)
EDIT: Final = permission(
    "short-links.edit", "make and switch off short links", roles=MANAGERS, is_limitable=False
)


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_edit(ctx: OrganizationContext) -> None:
    require(ctx, EDIT)
