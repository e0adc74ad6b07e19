"""Who sees and changes badge layouts, and who prints badges."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require
from turnout.modules.orders import api as orders

READ: Final = permission("badges.read", "see badge layouts and prints", roles=TEAM)
EDIT: Final = permission("badges.edit", "create and change badge layouts", roles=MANAGERS)
PRINT: Final = permission("badges.print", "print badges", roles=TEAM)


def require_can_read(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_edit(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, EDIT, event_id=event_id)


def require_can_print(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, PRINT, event_id=event_id)


def require_can_print_found(ctx: OrganizationContext, event_id: UUID) -> None:
    """Whoever prints what a filter finds may also search: else a filter would tell of orders."""
    require(ctx, PRINT, event_id=event_id)
    require(ctx, orders.READ, event_id=event_id)
