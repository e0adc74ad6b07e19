"""Who shares an agency's templates, and who makes events of them in a client."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, permission, require
from turnout.modules.events import api as events

MANAGE: Final = permission(
    "template-shares.manage",
    "share an agency's templates of events with its clients",
    roles=MANAGERS,
    is_limitable=False,
)
USE: Final = events.WRITE


def require_can_manage(ctx: OrganizationContext) -> UUID | None:
    """Who shares: an agency's own people; the platform when it applies a manifest."""
    require(ctx, MANAGE)
    if ctx.on_behalf_of and not ctx.actor.is_platform:
        raise Forbidden("An agency shares templates through its own members.")
    return ctx.user_id


def require_can_use(ctx: OrganizationContext) -> None:
    """Whoever may begin events here; so may members of the agency, within the link's scope."""
    events.require_can_create(ctx)
