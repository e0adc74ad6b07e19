"""Who may see and make offers of tickets: the order's buyer, its holder, members, and jobs."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, PublicContext
from turnout.kernel.security.permissions import require
from turnout.modules.orders import api as orders

OPEN: Final[dict[str, str]] = {
    "expire_transfer": "the job that ends offers, in the organization of a claimed id",
}


def require_can_open(ctx: Context, event_id: UUID | None = None) -> None:
    """The holder of the order's secret (a PublicContext by now), or a member who sees orders."""
    if not isinstance(ctx, PublicContext):
        require(ctx, orders.READ, event_id=event_id)


def require_can_change(ctx: Context, event_id: UUID | None = None) -> None:
    """The holder of the order's secret, or a member who changes orders."""
    if not isinstance(ctx, PublicContext):
        require(ctx, orders.EDIT, event_id=event_id)
