"""Who may do what in an organization."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, OrganizationContext, PersonContext, PublicContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, OWNER, ROLES, TEAM, permission, require
from turnout.modules.organizations.errors import AgencyCannotGrant, OwnersOnly
from turnout.modules.roles.api import BeyondOwnRights

AGENCY: Final = "agency"
READ: Final = permission("organizations.read", "see the organization", roles=ROLES)
MANAGE: Final = permission(
    "organizations.manage", "change the organization", roles=MANAGERS, is_limitable=False
)
OWN: Final = permission(
    "organizations.own", "decide about owners and agencies", roles=(OWNER,), is_personal=True
)
MEMBERS_READ: Final = permission("members.read", "see the members", roles=TEAM)
MEMBERS_MANAGE: Final = permission(
    "members.manage",
    "invite, change and remove members",
    roles=MANAGERS,
    is_limitable=False,
    is_personal=True,
)


def require_can_create(ctx: Context) -> None:
    if not (isinstance(ctx, PersonContext) or ctx.actor.is_platform):
        raise Forbidden("Sign in as a person to create an organization.")


def require_can_read(ctx: Context) -> None:
    require(ctx, READ)


def require_can_manage(ctx: Context) -> None:
    require(ctx, MANAGE)


def require_can_read_legal_texts(ctx: Context) -> None:
    """What an organization publishes is for everybody; nobody reads it outside of one."""
    if not isinstance(ctx, PublicContext | OrganizationContext):
        raise Forbidden


def require_can_see_members(ctx: Context) -> None:
    require(ctx, MEMBERS_READ)


def require_can_manage_members(ctx: Context) -> None:
    require(ctx, MEMBERS_MANAGE)


def require_owner(ctx: Context) -> None:
    """Owners and the platform; an agency never counts as an owner of its client."""
    if ctx.actor.is_platform:
        return
    if not isinstance(ctx, OrganizationContext) or OWN not in ctx.permissions:
        raise OwnersOnly


def require_can_grant(ctx: Context, *roles: str) -> None:
    """Whoever touches an owner's rights, given or taken, must be an owner."""
    require_can_manage_members(ctx)
    if OWNER in roles:
        require_owner(ctx)


def require_has(ctx: Context, rights: frozenset[str]) -> None:
    """Nobody gives or takes rights that they have not; of an agency, its link bounds them too."""
    if ctx.actor.is_platform:
        return
    if not isinstance(ctx, OrganizationContext) or not rights <= ctx.permissions:
        raise AgencyCannotGrant if ctx.on_behalf_of else BeyondOwnRights


def agency_of(ctx: Context) -> UUID | None:
    """The agency for which this person acts in its client; None for who acts for themselves."""
    kind, _, agency_id = ctx.on_behalf_of.partition(":")
    return UUID(agency_id) if kind == AGENCY else None
