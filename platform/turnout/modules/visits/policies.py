"""Who decides whether visits are counted: whoever changes the organization."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.organizations import api as organizations

READ: Final = organizations.READ
MANAGE: Final = organizations.MANAGE


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_manage(ctx: OrganizationContext) -> None:
    require(ctx, MANAGE)
