"""Who may send an organization's log elsewhere, and the platform's."""

from typing import Final

from turnout.kernel.context import OperatorContext, OrganizationContext
from turnout.kernel.security.permissions import (
    MANAGERS,
    OPERATOR,
    operator_permission,
    permission,
    require,
    require_operator,
)

MANAGE: Final = permission(
    "audit-streams.manage",
    "stream the audit log and security events to a log server",
    roles=MANAGERS,
    is_limitable=False,
    is_personal=True,
)
MANAGE_PLATFORM: Final = operator_permission(
    "platform.audit-streams.manage",
    "stream the platform's log to a log server",
    roles=(OPERATOR,),
    is_personal=True,
)


def require_can_manage(ctx: OrganizationContext | OperatorContext) -> None:
    if isinstance(ctx, OperatorContext):
        require_operator(ctx, MANAGE_PLATFORM)
    else:
        require(ctx, MANAGE)
