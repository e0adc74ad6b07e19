"""What operators of the platform may, by their three roles. None of it is an organization's."""

from typing import Final

from turnout.kernel.context import OperatorContext
from turnout.kernel.security.permissions import (
    MODERATOR,
    OPERATOR,
    SUPPORT,
    operator_permission,
    require_operator,
)

READ_SELF: Final = operator_permission(
    "platform.self.read", "see what their own role may do", roles=(OPERATOR, MODERATOR, SUPPORT)
)
MANAGE: Final = operator_permission(
    "platform.operators.manage",
    "see, make and end operators",
    roles=(OPERATOR,),
    is_personal=True,
)
OWN_TOKENS: Final = operator_permission(
    "platform.tokens.create",
    "make operator tokens of their own",
    roles=(OPERATOR, MODERATOR, SUPPORT),
    is_personal=True,
)
FIND_ORGANIZATIONS: Final = operator_permission(
    "platform.organizations.read",
    "find organizations",
    roles=(OPERATOR, MODERATOR, SUPPORT),
)
SUSPEND_ORGANIZATIONS: Final = operator_permission(
    "platform.organizations.suspend",
    "suspend organizations and let them go on",
    roles=(OPERATOR, MODERATOR),
)
ENTER_ORGANIZATIONS: Final = operator_permission(
    "platform.organizations.enter",
    "enter organizations whose owner has let support in",
    roles=(OPERATOR, SUPPORT),
    is_personal=True,
)
FIND_PEOPLE: Final = operator_permission(
    "platform.users.read", "find people and see where they are signed in", roles=(OPERATOR, SUPPORT)
)
SUSPEND_PEOPLE: Final = operator_permission(
    "platform.users.suspend", "suspend people and let them in again", roles=(OPERATOR,)
)
HELP_PEOPLE: Final = operator_permission(
    "platform.users.unlock",
    "unlock people after failed sign-ins and end their logins",
    roles=(OPERATOR, SUPPORT),
)
FIND_PAYMENTS: Final = operator_permission(
    "platform.payments.read",
    "find a payment by its provider's reference, without who paid",
    roles=(OPERATOR, SUPPORT),
)


def require_can(ctx: OperatorContext, key: str) -> None:
    require_operator(ctx, key)
