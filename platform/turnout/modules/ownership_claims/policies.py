"""Who makes links by which an organization is claimed, and who claims."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OperatorContext, OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import (
    MANAGERS,
    OPERATOR,
    operator_permission,
    permission,
    require,
    require_operator,
)

HAND_OUT: Final = permission(
    "ownership-claims.manage",
    "make the link by which an organization without an owner is claimed, as its agency",
    roles=MANAGERS,
    is_limitable=False,
    is_personal=True,
)
HAND_OUT_ANY: Final = operator_permission(
    "platform.ownership-claims.manage",
    "make links by which organizations without an owner are claimed",
    roles=(OPERATOR,),
)


def require_can_hand_out(ctx: OrganizationContext) -> UUID:
    """Who makes the link: its agency; an administrator would make an owner of themselves."""
    require(ctx, HAND_OUT)
    if ctx.user_id is None or not ctx.on_behalf_of.startswith("agency:"):
        raise Forbidden("The agency of an organization makes this link, or the platform.")
    return ctx.user_id


def require_can_revoke(ctx: OrganizationContext) -> None:
    require(ctx, HAND_OUT)


def require_can(ctx: OperatorContext, key: str) -> None:
    require_operator(ctx, key)
