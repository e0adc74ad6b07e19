"""Who sees and who changes member lists."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, permission, require

READ: Final = permission(
    "member_lists.read", "see member lists and their numbers", roles=MANAGERS, is_limitable=False
)
EDIT: Final = permission(
    "member_lists.edit", "create and change member lists", roles=MANAGERS, is_limitable=False
)


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_edit(ctx: OrganizationContext) -> None:
    require(ctx, EDIT)
