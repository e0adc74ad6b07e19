"""Who may see, prepare and publish events."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, ROLES, TEAM, permission, require

READ: Final = permission("events.read", "see events, drafts included", roles=TEAM)
READ_PUBLISHED: Final = permission(
    "events.read-published", "see published events, private ones too", roles=ROLES
)
WRITE: Final = permission("events.write", "create and change events", roles=TEAM)
PUBLISH: Final = permission(
    "events.publish", "publish, cancel, postpone and archive events", roles=MANAGERS
)
PURGE: Final = permission("events.purge", "delete events for good", roles=MANAGERS)
FIELDS: Final = permission(
    "events.fields",
    "state the organization's own fields of events",
    roles=MANAGERS,
    is_limitable=False,
)

OPEN: Final[dict[str, str]] = {}


def require_can_read(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_read_published(ctx: Context, event_id: UUID | None = None) -> None:
    """Whoever sees drafts sees what is published as well."""
    require(ctx, READ if sees_drafts(ctx) else READ_PUBLISHED, event_id=event_id)


def sees_drafts(ctx: Context) -> bool:
    if ctx.actor.is_platform:
        return True
    return isinstance(ctx, OrganizationContext) and READ in ctx.permissions


def require_can_write(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, WRITE, event_id=event_id)


def require_can_create(ctx: Context) -> None:
    """Whoever is limited to some events begins no others: they could not see what they made."""
    require(ctx, WRITE)
    if isinstance(ctx, OrganizationContext) and ctx.event_ids is not None:
        raise Forbidden("This needs a membership that is not limited to some events.")


def require_can_publish(ctx: Context, event_id: UUID) -> None:
    require(ctx, PUBLISH, event_id=event_id)


def require_can_publish_all(ctx: Context) -> None:
    """Over many events at once; a grant for some of them is not enough."""
    require(ctx, PUBLISH)
    if isinstance(ctx, OrganizationContext) and ctx.event_ids is not None:
        raise Forbidden("This needs a membership that is not limited to some events.")


def require_can_purge(ctx: Context, event_id: UUID) -> None:
    require(ctx, PURGE, event_id=event_id)


def require_can_manage_fields(ctx: Context) -> None:
    require(ctx, FIELDS)
