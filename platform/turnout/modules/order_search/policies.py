"""Who searches orders and attendees, and who saves and shares views."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, permission, require
from turnout.modules.order_search.types import SavedView
from turnout.modules.orders import api as orders

READ: Final = orders.READ
SHARE: Final = permission(
    "saved-views.share",
    "share saved views with the organization, and delete shared ones of others",
    roles=MANAGERS,
)


def require_can_read(ctx: OrganizationContext, event_id: UUID | None = None) -> None:
    require(ctx, READ, event_id=event_id)


def covers(ctx: OrganizationContext, event_id: UUID) -> bool:
    """Whether a grant that is limited to some events has this one among them."""
    return ctx.event_ids is None or event_id in ctx.event_ids


def require_person(ctx: OrganizationContext) -> UUID:
    """Whose views they are; a machine saves none."""
    require(ctx, READ)
    if ctx.user_id is None:
        raise Forbidden("A person saves views.")
    return ctx.user_id


def require_can_share(ctx: OrganizationContext) -> None:
    require(ctx, SHARE)


def require_can_delete(ctx: OrganizationContext, view: SavedView) -> None:
    """One's own view, or as a manager one that is shared."""
    if view.user_id != ctx.user_id:
        require(ctx, SHARE)
