"""Who may see and prove domains."""

from typing import Final

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import MANAGERS, permission, require

READ: Final = permission(
    "domains.read", "see the organization's domains", roles=MANAGERS, is_limitable=False
)
MANAGE: Final = permission(
    "domains.manage",
    "prove domains, send them to the organization's pages, and remove them",
    roles=MANAGERS,
    is_limitable=False,
)


def require_can_read(ctx: Context) -> None:
    require(ctx, READ)


def require_can_manage(ctx: Context) -> None:
    require(ctx, MANAGE)
