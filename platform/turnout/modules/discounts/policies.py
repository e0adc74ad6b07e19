"""Who sees and who changes discounts."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require
from turnout.modules.discounts.errors import DiscountNotFound

READ: Final = permission("discounts.read", "see discounts and their codes", roles=TEAM)
EDIT: Final = permission("discounts.edit", "create and change discounts", roles=MANAGERS)


def require_can_list(ctx: OrganizationContext, event_id: UUID | None) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_read(ctx: OrganizationContext, event_id: UUID | None) -> None:
    """Asked once the discount is known: those of all events are for who may enter all."""
    require(ctx, READ, event_id=event_id)
    if event_id is None and ctx.event_ids is not None:
        raise DiscountNotFound


def require_can_edit(ctx: OrganizationContext, event_id: UUID | None = None) -> None:
    require(ctx, EDIT, event_id=event_id)


def require_can_edit_of(ctx: OrganizationContext, event_id: UUID | None) -> None:
    """The same of one discount: those of all events are changed by who may enter all."""
    require(ctx, EDIT, event_id=event_id)
    if event_id is None and ctx.event_ids is not None:
        raise Forbidden("This needs a membership that is not limited to some events.")
