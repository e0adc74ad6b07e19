"""Who sees and plans shifts."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require

READ: Final = permission("shifts.read", "see the shifts of events, and their own", roles=TEAM)
MANAGE: Final = permission("shifts.manage", "plan gates and shifts", roles=MANAGERS)


def require_can_read(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_manage(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, MANAGE, event_id=event_id)


def require_person(ctx: OrganizationContext) -> UUID:
    """The person who asks for their own shifts."""
    require(ctx, READ)
    if ctx.user_id is None:
        raise Forbidden("Sign in as a person to see your shifts.")
    return ctx.user_id


def is_bound_to_gates(ctx: OrganizationContext) -> bool:
    """Whether their shifts say where this person scans: who plans them scans anywhere."""
    return ctx.user_id is not None and MANAGE not in ctx.permissions
