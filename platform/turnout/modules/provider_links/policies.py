"""Who sees links to providers: whoever sees the payment."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.payments import api as payments

READ: Final = payments.READ


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)
