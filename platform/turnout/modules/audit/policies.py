"""Who may read the audit log: it names people and shows what they changed."""

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
from turnout.modules.audit.errors import WholeLogOnly

READ: Final = permission("audit.read", "read the audit log", roles=MANAGERS)

READ_PLATFORM: Final = operator_permission(
    "platform.audit.read", "read the platform's own audit log", roles=(OPERATOR,)
)


def require_can_read_platform(ctx: OperatorContext) -> None:
    require_operator(ctx, READ_PLATFORM)


def require_can_read(ctx: OrganizationContext) -> None:
    """A grant that is limited to single events shows no log of the whole organization."""
    require(ctx, READ)
    if ctx.event_ids is not None:
        raise WholeLogOnly
