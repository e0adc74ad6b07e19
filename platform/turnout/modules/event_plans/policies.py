"""Who sees and writes the plan of an event."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require

READ: Final = permission("event-plans.read", "see the plans of events", roles=TEAM)
MANAGE: Final = permission("event-plans.manage", "write the plans of events", roles=MANAGERS)


def require_can_read(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_manage(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, MANAGE, event_id=event_id)
