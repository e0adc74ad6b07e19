"""Who sees and who changes the suppression list."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, permission, require

READ: Final = permission(
    "suppressions.read", "see the suppression list", roles=MANAGERS, is_limitable=False
)
EDIT: Final = permission(
    "suppressions.edit",
    "put addresses on the suppression list and take them off",
    roles=MANAGERS,
    is_limitable=False,
)
EXPORT: Final = permission(
    "suppressions.export", "download the suppression list", roles=MANAGERS, is_limitable=False
)


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_edit(ctx: OrganizationContext) -> None:
    require(ctx, EDIT)


def require_can_export(ctx: OrganizationContext) -> None:
    require(ctx, EXPORT)
