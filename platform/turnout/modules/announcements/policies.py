"""Who sees announcements, and who writes and sends them."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require

READ: Final = permission(
    "announcements.read", "see announcements and what became of them", roles=TEAM
)
SEND: Final = permission(
    "announcements.send", "write announcements and send them to attendees", roles=MANAGERS
)


def require_can_read(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_send(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, SEND, event_id=event_id)
