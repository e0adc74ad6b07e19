"""Who may read an organization's security events: they name people and where they were."""

from typing import Final

from turnout.kernel.context import OperatorContext, OrganizationContext
from turnout.kernel.security.permissions import (
    MANAGERS,
    OPERATOR,
    SUPPORT,
    operator_permission,
    permission,
    require,
    require_operator,
)

READ: Final = permission(
    "security-events.read",
    "read the security events",
    roles=MANAGERS,
    is_limitable=False,
)

READ_PLATFORM: Final = operator_permission(
    "platform.security-events.read",
    "read the security events that belong to no organization",
    roles=(OPERATOR, SUPPORT),
)
OPEN: Final = {
    "record_operator_act": "whoever does the act has asked whether they may; no route leads here",
}


def require_can_read_platform(ctx: OperatorContext) -> None:
    require_operator(ctx, READ_PLATFORM)


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)
