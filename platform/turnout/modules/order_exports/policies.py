"""Who exports what: whoever sees orders, and of scans and money who may take those along.

A file is for who started it.
"""

from collections.abc import Mapping
from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.checkin_scans import api as checkin_scans
from turnout.modules.order_exports.errors import OrderExportNotFound
from turnout.modules.order_exports.types import ExportKind, OrderExport
from turnout.modules.orders import api as orders
from turnout.modules.payments import api as payments

READ: Final = orders.READ
RIGHTS: Final[Mapping[ExportKind, str]] = {
    ExportKind.ORDERS: orders.READ,
    ExportKind.ATTENDEES: orders.READ,
    ExportKind.CHECKINS: checkin_scans.EXPORT,
    ExportKind.PAYMENTS: payments.READ,
}
"""What each kind asks for besides `READ`: its lines have numbers of orders, or names."""

OPEN: Final[dict[str, str]] = {
    "settle_job": "a reaction to a job that is over: handlers only",
    "expire_export": "the worker's, when a file has been kept as long as it is",
}


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_export(ctx: OrganizationContext, kind: str) -> None:
    require(ctx, READ)
    require(ctx, RIGHTS[ExportKind(kind)])


def require_mine(ctx: OrganizationContext, export: OrderExport) -> None:
    """Somebody else's is not there, nor one with what one may not see any more."""
    require(ctx, READ)
    if export.created_by != str(ctx.actor):
        raise OrderExportNotFound
    if RIGHTS[ExportKind(export.kind)] not in ctx.permissions:
        raise OrderExportNotFound
    if ctx.event_ids is not None and not ctx.event_ids.issuperset(export.event_ids or [None]):
        raise OrderExportNotFound
