"""Who may write to a team's channels by hand."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.connections import api as connections


def require_can_test(ctx: OrganizationContext) -> None:
    require(ctx, connections.EDIT)
