"""Who sees and who changes fraud rules."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require

READ: Final = permission("fraud_rules.read", "see fraud rules and what they stopped", roles=TEAM)
EDIT: Final = permission("fraud_rules.edit", "create and change fraud rules", roles=MANAGERS)


def require_can_read(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_edit(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, EDIT, event_id=event_id)
