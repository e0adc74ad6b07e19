"""Who keeps waitlists of sessions: as those of tickets; what jobs and holders of tickets may do."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, PublicContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import require
from turnout.modules.waitlist import api as waitlist

READ: Final = waitlist.READ
EDIT: Final = waitlist.EDIT

OPEN: Final[dict[str, str]] = {
    "offer_freed": "a reaction to places that came back: handlers only",
    "refresh_event": "a reaction to a changed event or programme: handlers only",
    "end_void_tickets": "a reaction to tickets that are valid no more: handlers only",
    "follow_transfer": "a reaction to a ticket that changed hands: handlers only",
    "pass_on": "the job that ends offers, in the organization of a claimed id",
    "remind": "the job that reminds of offers, in the organization of a claimed id",
}


def require_can_read(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_edit(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, EDIT, event_id=event_id)


def require_can_wait(ctx: Context) -> None:
    """Whoever shows that a ticket is theirs: the proof itself is judged in the transaction."""
    if not isinstance(ctx, PublicContext):
        raise Forbidden
