"""Who sees a waiting room's figures, who runs it, and what visitors and jobs may do."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, PublicContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require

READ: Final = permission("waiting_room.read", "see an event's waiting room", roles=TEAM)
EDIT: Final = permission("waiting_room.edit", "run an event's waiting room", roles=MANAGERS)


def require_can_read(ctx: Context, event_id: UUID) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_edit(ctx: Context, event_id: UUID) -> None:
    require(ctx, EDIT, event_id=event_id)


def require_can_wait(ctx: Context) -> None:
    """Anybody may wait; what they have is a signed place."""
    if not isinstance(ctx, PublicContext):
        raise Forbidden
