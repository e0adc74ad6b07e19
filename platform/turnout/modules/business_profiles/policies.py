"""Who may see and change the business profile: who may see and change the organization."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.organizations import api as organizations

READ = organizations.READ
MANAGE = organizations.MANAGE


def require_can_read(ctx: OrganizationContext) -> None:
    require(ctx, READ)


def require_can_manage(ctx: OrganizationContext) -> None:
    require(ctx, MANAGE)
