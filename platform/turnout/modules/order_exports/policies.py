"""Who exports what: each kind asks for the permissions of what its lines hold.

A file is for who started it.
"""

from collections.abc import Mapping
from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import require
from turnout.modules.checkin_scans import api as checkin_scans
from turnout.modules.order_exports.errors import OrderExportNotFound
from turnout.modules.order_exports.types import ExportKind, OrderExport
from turnout.modules.orders import api as orders
from turnout.modules.payments import api as payments

READ: Final = orders.READ
PAYMENTS: Final = payments.READ
CHECKINS: Final = checkin_scans.EXPORT
RIGHTS: Final[Mapping[ExportKind, frozenset[str]]] = {
    ExportKind.ORDERS: frozenset({READ}),
    ExportKind.ATTENDEES: frozenset({READ}),
    ExportKind.CHECKINS: frozenset({READ, CHECKINS}),
    ExportKind.PAYMENTS: frozenset({PAYMENTS}),
}
"""All that a kind asks for: check-ins name attendees; payments name nobody."""
SHARED: Final = (PAYMENTS,)
"""What opens the routes of every kind besides `READ`; the use case asks for that of the kind."""
OPEN: Final[dict[str, str]] = {
    "settle_job": "a reaction to a job that is over: handlers only",
    "expire_export": "the worker's, when a file has been kept as long as it is",
}


def require_can_read(ctx: OrganizationContext) -> list[ExportKind]:
    """The kinds of which exports are shown; Forbidden where there is none."""
    kinds = [kind for kind in ExportKind if may_export(ctx, kind)]
    if not kinds:
        raise Forbidden("This needs a permission that an export asks for.", permission=READ)
    return kinds


def require_can_export(ctx: OrganizationContext, kind: str) -> None:
    for right in sorted(RIGHTS[ExportKind(kind)]):
        require(ctx, right)


def may_export(ctx: OrganizationContext, kind: str) -> bool:
    return RIGHTS[ExportKind(kind)] <= ctx.permissions


def require_mine(ctx: OrganizationContext, export: OrderExport) -> None:
    """Somebody else's is not there, nor one with what one may not see any more."""
    if export.created_by != str(ctx.actor) or not may_export(ctx, export.kind):
        raise OrderExportNotFound
    if ctx.event_ids is not None and not ctx.event_ids.issuperset(export.event_ids or [None]):
        raise OrderExportNotFound
