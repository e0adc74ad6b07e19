"""Who sees and who changes sales partners."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require

READ: Final = permission(
    "sales_partners.read", "see sales partners", roles=TEAM, is_limitable=False
)
EDIT: Final = permission(
    "sales_partners.edit", "create and change sales partners", roles=MANAGERS, is_limitable=False
)


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_edit(ctx: OrganizationContext) -> None:
    require(ctx, EDIT)
