"""Which operators see how the platform is doing."""

from typing import Final

from turnout.kernel.context import OperatorContext
from turnout.kernel.security.permissions import (
    OPERATOR,
    SUPPORT,
    operator_permission,
    require_operator,
)

READ: Final = operator_permission(
    "platform.health.read", "see how the platform is doing", roles=(OPERATOR, SUPPORT)
)


def require_can_read(ctx: OperatorContext) -> None:
    require_operator(ctx, READ)
