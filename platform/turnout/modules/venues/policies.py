"""Who may see and change an organization's venues."""

from typing import Final

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import TEAM, permission, require

READ = permission("venues.read", "see venues and rooms", roles=TEAM)
WRITE = permission(
    "venues.write", "add and change venues and rooms", roles=TEAM, is_limitable=False
)

OPEN: Final[dict[str, str]] = {}


def require_can_read(ctx: Context) -> None:
    require(ctx, READ)


def require_can_write(ctx: Context) -> None:
    require(ctx, WRITE)
