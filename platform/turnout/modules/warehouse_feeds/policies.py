"""Who sets feeds up: whoever connects stores, and may see and export every row of the tables.

A feed is the organization's, as a connection is: it goes on when whoever made it leaves.
"""

from collections.abc import Iterable
from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.connections import api as connections
from turnout.modules.order_exports import api as order_exports
from turnout.modules.warehouse_feeds.tables import TABLES

READ: Final = connections.READ
EDIT: Final = connections.EDIT
PERSONAL: Final = order_exports.READ
"""Besides the tables' own rights, for columns that name people: what their export asks for."""


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_edit(ctx: OrganizationContext) -> None:
    require(ctx, EDIT)


def require_can_send(
    ctx: OrganizationContext, tables: Iterable[str], *, has_personal_data: bool
) -> None:
    """Whoever changes a feed may see all that it sends from then on."""
    require(ctx, EDIT)
    for right in {TABLES[each].right for each in tables}:
        require(ctx, right)
    if has_personal_data:
        require(ctx, PERSONAL)


def may_send(ctx: OrganizationContext, table: str) -> bool:
    return {EDIT, TABLES[table].right} <= ctx.permissions
