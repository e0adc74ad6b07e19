"""Who may have a person erased: the person, and operators for who asks them."""

from typing import Final

from turnout.kernel.context import OperatorContext
from turnout.kernel.security.permissions import OPERATOR, operator_permission, require_operator

ERASE: Final = operator_permission(
    "platform.users.erase",
    "have people erased, cancel that, and read what went and what stayed",
    roles=(OPERATOR,),
    is_personal=True,
)


def require_can_erase(ctx: OperatorContext) -> None:
    require_operator(ctx, ERASE)
