"""Who reports, who decides, who appeals."""

from typing import Final

from turnout.kernel.context import OperatorContext
from turnout.kernel.security.permissions import (
    MODERATOR,
    OPERATOR,
    operator_permission,
    require_operator,
)

READ: Final = operator_permission(
    "platform.abuse-reports.read", "see abuse reports", roles=(OPERATOR, MODERATOR)
)
DECIDE: Final = operator_permission(
    "platform.abuse-reports.decide",
    "decide abuse reports and answer appeals",
    roles=(OPERATOR, MODERATOR),
)


def require_can(ctx: OperatorContext, key: str) -> None:
    require_operator(ctx, key)
