"""Who may see how much is used, and who decides about plans."""

from typing import Final

from turnout.kernel.context import Context
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, permission, require

READ: Final = permission(
    "quotas.read", "see what the plan allows and how much is used", roles=MANAGERS,
    is_limitable=False,
)  # fmt: skip


def require_can_read(ctx: Context) -> None:
    require(ctx, READ)


def require_platform(ctx: Context) -> None:
    """Plans are the platform's decision."""
    if not ctx.actor.is_platform:
        raise Forbidden("Only the platform changes plans.")
