"""Who may see and issue invoices, and say who sells and who is billed."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, PublicContext
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require

READ: Final = permission("invoices.read", "see invoices and credit notes", roles=TEAM)
ISSUE: Final = permission("invoices.issue", "issue invoices and say who is billed", roles=MANAGERS)
CONFIGURE: Final = permission(
    "invoices.configure",
    "set what invoices say of the seller",
    roles=MANAGERS,
    is_limitable=False,
)

OPEN: Final[dict[str, str]] = {}


def require_can_open(ctx: Context, event_id: UUID | None = None) -> None:
    """The holder of the order's secret (a PublicContext by now), or a member who sees invoices."""
    if not isinstance(ctx, PublicContext):
        require(ctx, READ, event_id=event_id)


def require_can_list(ctx: Context) -> None:
    require(ctx, READ)


def require_can_bill(ctx: Context, event_id: UUID | None = None) -> None:
    """The buyer of the order, or a member who issues invoices."""
    if not isinstance(ctx, PublicContext):
        require(ctx, ISSUE, event_id=event_id)


def require_can_issue(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, ISSUE, event_id=event_id)


def require_can_configure(ctx: Context) -> None:
    require(ctx, CONFIGURE)
