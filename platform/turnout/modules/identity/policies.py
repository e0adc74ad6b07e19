"""Who may see and do what about people; most here is each person's own and says so by its type."""

from turnout.kernel.context import Context
from turnout.kernel.security.permissions import require
from turnout.modules.organizations.api import MEMBERS_READ


def require_can_see_members(ctx: Context) -> None:
    require(ctx, MEMBERS_READ)
