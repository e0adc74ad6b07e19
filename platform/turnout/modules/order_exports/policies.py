"""Who exports orders and attendees: whoever sees them; a file is for who started it."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.order_exports.errors import OrderExportNotFound
from turnout.modules.order_exports.types import OrderExport
from turnout.modules.orders import api as orders

READ: Final = orders.READ

OPEN: Final[dict[str, str]] = {
    "settle_job": "a reaction to a job that is over: handlers only",
    "expire_export": "the worker's, when a file has been kept as long as it is",
}


def require_can_export(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_mine(ctx: OrganizationContext, export: OrderExport) -> None:
    """Somebody else's is not there, nor one with events that one may not see any more."""
    require(ctx, READ)
    if export.created_by != str(ctx.actor):
        raise OrderExportNotFound
    if ctx.event_ids is not None and not ctx.event_ids.issuperset(export.event_ids or [None]):
        raise OrderExportNotFound
