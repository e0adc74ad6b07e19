"""Who sees how an approval stands, and who decides."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OperatorContext, OrganizationContext
from turnout.kernel.security.permissions import (
    MODERATOR,
    OPERATOR,
    TEAM,
    operator_permission,
    permission,
    require,
    require_operator,
)

READ: Final = permission(
    "event-approvals.read", "see whether the platform approved an event", roles=TEAM
)
READ_QUEUE: Final = operator_permission(
    "platform.event-approvals.read",
    "see events that wait for approval",
    roles=(OPERATOR, MODERATOR),
)
DECIDE: Final = operator_permission(
    "platform.event-approvals.decide",
    "approve and decline events",
    roles=(OPERATOR, MODERATOR),
)
OPEN: Final = {
    "withdraw_request": "handlers; an event that left review waits no more",
}


def require_can_read(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, READ, event_id=event_id)


def require_can(ctx: OperatorContext, key: str) -> None:
    require_operator(ctx, key)
