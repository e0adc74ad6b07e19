"""Who reads the record of processing."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, permission, require

READ: Final = permission(
    "processing-records.read",
    "see what personal data is processed for, and who receives it",
    roles=MANAGERS,
    is_limitable=False,
)


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)
