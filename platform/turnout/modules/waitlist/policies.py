"""Who sees the waitlist, who keeps it, and what jobs and holders of a link may do."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, PublicContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require

READ: Final = permission("waitlist.read", "see who waits for tickets", roles=TEAM)
EDIT: Final = permission("waitlist.edit", "offer places and set up waitlists", roles=MANAGERS)

OPEN: Final[dict[str, str]] = {
    "offer_freed": "a reaction to places that came back: handlers only",
    "refresh_event": "a reaction to a changed event or ticket type: handlers only",
    "follow_order": "a reaction to what became of an order: handlers only",
    "pass_on": "the job that ends offers, in the organization of a claimed id",
    "remind": "the job that reminds of offers, in the organization of a claimed id",
    "end_over": "the job that closes waitlists of past events, as the platform",
}


def require_can_join(ctx: Context) -> None:
    """A visitor, or whoever has the secret of a place: the route has made them a guest by now."""
    if not isinstance(ctx, PublicContext):
        raise Forbidden


def require_can_read(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_edit(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, EDIT, event_id=event_id)


def require_can_leave(ctx: Context, event_id: UUID | None = None) -> None:
    """The holder of the place's secret (a PublicContext by now), or a member who keeps the list."""
    if not isinstance(ctx, PublicContext):
        require(ctx, EDIT, event_id=event_id)
