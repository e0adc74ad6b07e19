"""Who sees and who changes blocked addresses."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, permission, require

READ: Final = permission(
    "blocked_addresses.read", "see blocked addresses", roles=MANAGERS, is_limitable=False
)
EDIT: Final = permission(
    "blocked_addresses.edit", "block addresses and unblock them", roles=MANAGERS, is_limitable=False
)


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_edit(ctx: OrganizationContext) -> None:
    require(ctx, EDIT)
