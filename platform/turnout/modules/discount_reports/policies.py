"""Who sees what a discount brought: whoever sees discounts; `discounts` tells which of them."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.discounts import api as discounts

READ: Final = discounts.READ


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)
