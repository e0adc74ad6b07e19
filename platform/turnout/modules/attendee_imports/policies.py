"""Who brings attendees in: whoever may give tickets away; tags need the right to tag."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.attendee_imports.types import ImportMapping
from turnout.modules.order_notes import api as order_notes
from turnout.modules.orders import api as orders

IMPORT: Final = orders.GIVE_AWAY

OPEN: Final[dict[str, str]] = {
    "finish_import": "a reaction to a job that is over: handlers only",
    "forget_order": "a reaction to a cancelled order: handlers only",
}


def require_can_import(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, IMPORT, event_id=event_id)


def require_can_tag(ctx: OrganizationContext, event_id: UUID, mapping: ImportMapping) -> None:
    if mapping.gives_tags:
        require(ctx, order_notes.WRITE, event_id=event_id)
