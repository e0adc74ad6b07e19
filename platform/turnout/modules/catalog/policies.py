"""Who may change what is on sale, and look at the storefront at another time."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, OrganizationContext
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require

READ: Final = permission("catalog.read", "see all ticket types", roles=TEAM)
EDIT: Final = permission("catalog.edit", "create and change ticket types", roles=MANAGERS)

PREVIEW: Final = "events.write"
"""Of events: whoever writes an event may look at its shop at another time."""


def require_can_read(ctx: Context, event_id: UUID) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_edit(ctx: Context, event_id: UUID) -> None:
    require(ctx, EDIT, event_id=event_id)


def editable_among(ctx: OrganizationContext, event_ids: Iterable[UUID]) -> set[UUID]:
    """The events whose sale one may change, of those."""
    return {each for each in event_ids if ctx.event_ids is None or each in ctx.event_ids}


def require_can_preview(ctx: Context, event_id: UUID) -> None:
    require(ctx, PREVIEW, event_id=event_id)
