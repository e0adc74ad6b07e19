"""Who may see the delivery log and send mails again."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, PublicContext
from turnout.kernel.security.permissions import TEAM, permission, require

READ: Final = permission("notifications.read", "see which mails were sent", roles=TEAM)
SEND: Final = permission("notifications.send", "send mails again", roles=TEAM)


def require_can_read(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_resend(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, SEND, event_id=event_id)


def require_can_resend_to_buyer(ctx: Context, event_id: UUID | None = None) -> None:
    """The holder of the order's secret (a PublicContext by now), or a member who sends again."""
    if not isinstance(ctx, PublicContext):
        require(ctx, SEND, event_id=event_id)
