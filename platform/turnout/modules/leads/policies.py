"""Who sets up lead retrieval, and what somebody at a stand may do by their link."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, OrganizationContext, PublicContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, permission, require
from turnout.modules.leads.types import LeadMemberContext

EDIT: Final = permission(
    "leads.edit", "let sponsors collect leads and hand out their links", roles=MANAGERS
)
JOB: Final = "leads"


def require_can_edit(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, EDIT, event_id=event_id)


def require_holder(ctx: Context) -> None:
    """Who has the secret of a ticket, which was proved; no member agrees in another's name."""
    if not isinstance(ctx, PublicContext):
        raise Forbidden("Only who holds a ticket decides who has their details.")


def require_member(ctx: Context) -> LeadMemberContext:
    """The stand member who asks; Forbidden for anybody else."""
    if not isinstance(ctx, LeadMemberContext):
        raise Forbidden("This is for sponsors' stand members.")
    return ctx
