"""Who reads and writes notes and tags; buyers never see them."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require
from turnout.modules.order_notes.errors import NotYourNote
from turnout.modules.orders import api as orders

READ: Final = orders.READ
WRITE: Final = permission(
    "order-notes.write", "write notes on orders and attendees, and tag them", roles=TEAM
)
MANAGE_TAGS: Final = permission(
    "order-tags.manage",
    "create, rename and delete tags, and delete notes of others",
    roles=MANAGERS,
    is_limitable=False,
)


def require_can_read(ctx: OrganizationContext, event_id: UUID | None = None) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_write(ctx: OrganizationContext, event_id: UUID | None = None) -> None:
    require(ctx, WRITE, event_id=event_id)


def require_can_manage_tags(ctx: OrganizationContext) -> None:
    require(ctx, MANAGE_TAGS)


def require_author(ctx: OrganizationContext, author: str) -> None:
    """Only who wrote a note changes its words."""
    if str(ctx.actor) != author:
        raise NotYourNote


def require_can_delete(ctx: OrganizationContext, author: str) -> None:
    """Who wrote a note deletes it, and whoever manages tags and notes."""
    try:
        require_author(ctx, author)
    except Forbidden:
        require(ctx, MANAGE_TAGS)
