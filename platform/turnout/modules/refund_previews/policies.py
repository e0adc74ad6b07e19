"""Who previews a refund: whoever may ask for it."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.orders import api as orders

REFUND: Final = orders.REFUND


def require_can_preview(ctx: OrganizationContext) -> None:
    require(ctx, REFUND)
