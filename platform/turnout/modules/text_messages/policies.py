"""Who sees the log of text messages, and who agrees to them."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, OrganizationContext, PublicContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import TEAM, permission, require

READ: Final = permission(
    "text_messages.read", "see which text messages were sent to whom", roles=TEAM
)


def require_can_read(ctx: OrganizationContext, event_id: UUID | None = None) -> None:
    require(ctx, READ, event_id=event_id)


def require_buyer(ctx: Context) -> None:
    """Who has the order's secret, which was proved; no member agrees in another's name."""
    if not isinstance(ctx, PublicContext):
        raise Forbidden("Only the buyer decides about text messages.")
