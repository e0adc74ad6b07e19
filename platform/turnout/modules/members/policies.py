"""Who may see members by name."""

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import require
from turnout.modules.organizations.api import MEMBERS_READ


def require_can_see_members(ctx: Context) -> None:
    require(ctx, MEMBERS_READ)
