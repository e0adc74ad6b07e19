"""Who schedules exports: whoever may start such a one, for themselves."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import require
from turnout.modules.connections import api as connections
from turnout.modules.order_exports import api as order_exports
from turnout.modules.order_exports.api import ExportKind

READ: Final = order_exports.READ
SHARED: Final = order_exports.SHARED


def rights_of(kind: str, *, is_delivered: bool) -> frozenset[str]:
    """What an export of a kind asks for; of one that is delivered, to know the stores besides."""
    rights = order_exports.RIGHTS[ExportKind(kind)]
    return rights | {connections.READ} if is_delivered else rights


def require_can_read(ctx: OrganizationContext) -> UUID | None:
    """Who asks; None for a machine, for which nothing is ever scheduled."""
    order_exports.require_can_read(ctx)
    return ctx.user_id


def require_can_schedule(ctx: OrganizationContext, kind: str, *, is_delivered: bool) -> UUID:
    """Who asks; a machine starts its exports itself, and has no mailbox."""
    for right in sorted(rights_of(kind, is_delivered=is_delivered)):
        require(ctx, right)
    if ctx.user_id is None:
        raise Forbidden("A person schedules exports for themselves.")
    return ctx.user_id
