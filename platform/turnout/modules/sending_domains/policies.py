"""Who may see and change from which domains an organization sends."""

from typing import Final

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import MANAGERS, permission, require

READ: Final = permission(
    "sending-domains.read",
    "see the organization's sending domains and what became of their mails",
    roles=MANAGERS,
    is_limitable=False,
)
MANAGE: Final = permission(
    "sending-domains.manage",
    "add sending domains, change their keys and remove them",
    roles=MANAGERS,
    is_limitable=False,
)


def require_can_read(ctx: Context) -> None:
    require(ctx, READ)


def require_can_manage(ctx: Context) -> None:
    require(ctx, MANAGE)
