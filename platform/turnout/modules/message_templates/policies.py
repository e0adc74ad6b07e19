"""Who sees and who writes message templates."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, permission, require

READ: Final = permission(
    "message-templates.read", "see message templates", roles=MANAGERS, is_limitable=False
)
EDIT: Final = permission(
    "message-templates.edit",
    "write, publish and withdraw message templates",
    roles=MANAGERS,
    is_limitable=False,
)


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_edit(ctx: OrganizationContext) -> None:
    require(ctx, EDIT)
