"""Who may make API tokens and service accounts: people at a login, within their own rights."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require
from turnout.modules.api_tokens.errors import AgencyMakesNoAccounts
from turnout.modules.organizations import api as organizations

CREATE: Final = permission(
    "api-tokens.create", "make API tokens of their own", roles=TEAM, is_personal=True
)
MANAGE: Final = permission(
    "api-tokens.manage",
    "see and revoke everybody's API tokens, and manage service accounts",
    roles=MANAGERS,
    is_limitable=False,
    is_personal=True,
)


def require_can_create(ctx: OrganizationContext) -> UUID:
    """The person who asks: what a token stands for is theirs."""
    require(ctx, CREATE)
    if ctx.user_id is None:
        raise Forbidden("Sign in as a person to make API tokens.")
    return ctx.user_id


def require_can_manage(ctx: OrganizationContext) -> UUID:
    require(ctx, MANAGE)
    if ctx.user_id is None:
        raise Forbidden("Sign in as a person to manage service accounts.")
    return ctx.user_id


def sees_all(ctx: OrganizationContext) -> bool:
    """Whether everybody's tokens are shown, and not one's own only."""
    return MANAGE in ctx.permissions and ctx.event_ids is None


def require_no_agency(ctx: OrganizationContext, link_id: UUID | None) -> None:
    """Refuse who acts through an agency, or is a member by its link: their rights may end."""
    if link_id is not None or organizations.agency_of(ctx) is not None:
        raise AgencyMakesNoAccounts
