"""Who sees the platform's statistics: its operators, and nobody of an organization."""

from typing import Final

from turnout.kernel.context import OperatorContext
from turnout.kernel.security.permissions import OPERATOR, operator_permission, require_operator

READ: Final = operator_permission(
    "platform.statistics.read",
    "see what the whole platform sells",
    roles=(OPERATOR,),
)


def require_can_read(ctx: OperatorContext) -> None:
    require_operator(ctx, READ)
