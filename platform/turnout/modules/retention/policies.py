"""Who decides how long personal data is kept."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, permission, require

READ: Final = permission(
    "retention.read",
    "see how long personal data is kept, and what went",
    roles=MANAGERS,
    is_limitable=False,
)
MANAGE: Final = permission(
    "retention.manage",
    "decide how long personal data is kept",
    roles=MANAGERS,
    is_limitable=False,
    is_personal=True,
)


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_manage(ctx: OrganizationContext) -> None:
    require(ctx, MANAGE)
