"""Who may see, prepare and publish events."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.permissions import MANAGERS, ROLES, TEAM, permission, require

READ: Final = permission("events.read", "see events, drafts included", roles=ROLES)
WRITE: Final = permission("events.write", "create and change events", roles=TEAM)
PUBLISH: Final = permission(
    "events.publish", "publish, cancel, postpone and archive events", roles=MANAGERS
)

OPEN: Final[dict[str, str]] = {}


def require_can_read(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_write(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, WRITE, event_id=event_id)


def require_can_create(ctx: Context) -> None:
    """Whoever is limited to some events begins no others: they could not see what they made."""
    require(ctx, WRITE)
    if isinstance(ctx, OrganizationContext) and ctx.event_ids is not None:
        raise Forbidden("This needs a membership that is not limited to some events.")


def require_can_publish(ctx: Context, event_id: UUID) -> None:
    require(ctx, PUBLISH, event_id=event_id)
