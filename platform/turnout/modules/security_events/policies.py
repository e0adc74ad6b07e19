"""Who may read an organization's security events: they name people and where they were."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, permission, require

READ: Final = permission(
    "security-events.read",
    "read the security events",
    roles=MANAGERS,
    is_limitable=False,
)


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)
