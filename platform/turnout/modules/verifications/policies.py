"""Who sees and asks for the badge, who decides, and who opens documents."""

from typing import Final

from turnout.kernel.context import OperatorContext, OrganizationContext
from turnout.kernel.security.permissions import (
    MANAGERS,
    MODERATOR,
    OPERATOR,
    TEAM,
    operator_permission,
    permission,
    require,
    require_operator,
)

READ: Final = permission(
    "verifications.read", "see what proves who the organization is", roles=TEAM, is_limitable=False
)
MANAGE: Final = permission(
    "verifications.manage",
    "apply for the verification badge",
    roles=MANAGERS,
    is_limitable=False,
    is_personal=True,
)
READ_QUEUE: Final = operator_permission(
    "platform.verifications.read",
    "see applications for the verification badge",
    roles=(OPERATOR, MODERATOR),
)
OPEN_DOCUMENTS: Final = operator_permission(
    "platform.verifications.documents",
    "open the documents of applications for the verification badge",
    roles=(MODERATOR,),
    is_personal=True,
)
DECIDE: Final = operator_permission(
    "platform.verifications.decide",
    "decide applications for the verification badge, and withdraw it",
    roles=(OPERATOR, MODERATOR),
)


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_manage(ctx: OrganizationContext) -> None:
    require(ctx, MANAGE)


def require_can(ctx: OperatorContext, key: str) -> None:
    require_operator(ctx, key)
