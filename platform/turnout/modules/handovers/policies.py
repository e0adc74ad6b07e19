"""Who hands an organization over: its owners, in person; and who may take it."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.modules.organizations import api as organizations

OWN: Final = organizations.OWN


def require_can_see(ctx: OrganizationContext) -> None:
    organizations.require_owner(ctx)


def require_can_hand_over(ctx: OrganizationContext) -> UUID:
    """The owner who asks; neither platform nor agency gives an organization away."""
    organizations.require_owner(ctx)
    if ctx.user_id is None or ctx.on_behalf_of:
        raise Forbidden("An owner hands the organization over in person.")
    return ctx.user_id
