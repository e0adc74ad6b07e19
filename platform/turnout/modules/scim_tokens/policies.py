"""Who may set up the directory and its tokens, and who acts as a directory."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Actor, ActorKind, Context, OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, permission, require
from turnout.modules.organizations import api as organizations

MANAGE: Final = permission(
    "scim.manage",
    "set up the organization's directory (SCIM) and its tokens",
    roles=MANAGERS,
    is_limitable=False,
    is_personal=True,
)
JOB: Final = "scim"
DIRECTORY: Final = "scim-token"


def require_can_manage(ctx: OrganizationContext) -> UUID:
    """The person who asks; not through an agency, as with identity providers."""
    require(ctx, MANAGE)
    if ctx.user_id is None:
        raise Forbidden("Sign in as a person to set up the directory.")
    if organizations.agency_of(ctx) is not None:
        raise Forbidden("Only the organization's own people set up its directory.")
    return ctx.user_id


def directory_context(
    organization_id: UUID, token_id: UUID, *, request_id: str
) -> OrganizationContext:
    """A directory acts as the platform's job, and the log names the token it acts by."""
    return OrganizationContext(
        organization_id=organization_id,
        actor=Actor(ActorKind.SYSTEM, JOB),
        on_behalf_of=f"{DIRECTORY}:{token_id}",
        request_id=request_id,
    )


def token_of(ctx: Context) -> UUID | None:
    """The token by which a directory acts."""
    kind, _, token_id = ctx.on_behalf_of.partition(":")
    return UUID(token_id) if kind == DIRECTORY else None


def require_directory(ctx: OrganizationContext) -> None:
    """A directory's token, or the platform's own jobs: no person's login and no API token."""
    if not ctx.actor.is_platform:
        raise Forbidden("This is for the organization's directory.")
