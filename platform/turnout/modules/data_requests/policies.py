"""Who sees and answers what people ask about their data."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, permission, require

READ: Final = permission(
    "data-requests.read",
    "see what people ask about their data: who asks, what, and until when",
    roles=MANAGERS,
    is_limitable=False,
)
MANAGE: Final = permission(
    "data-requests.manage",
    "answer what people ask about their data, which corrects it or stops its use",
    roles=MANAGERS,
    is_limitable=False,
    is_personal=True,
)


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_manage(ctx: OrganizationContext) -> None:
    require(ctx, MANAGE)
