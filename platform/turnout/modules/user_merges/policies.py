"""Who may merge accounts: operators of the platform."""

from typing import Final

from turnout.kernel.context import OperatorContext
from turnout.kernel.security.permissions import OPERATOR, operator_permission, require_operator

MERGE: Final = operator_permission(
    "platform.users.merge",
    "merge two accounts of one person, and read what was merged",
    roles=(OPERATOR,),
    is_personal=True,
)


def require_can_merge(ctx: OperatorContext) -> None:
    require_operator(ctx, MERGE)
