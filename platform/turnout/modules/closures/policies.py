"""Who may end organizations: the platform suspends, owners close."""

from turnout.kernel.context import Context
from turnout.kernel.errors import Forbidden


def require_platform(ctx: Context) -> None:
    """Jobs, handlers and the operator's own services, which have asked who may."""
    if not ctx.actor.is_platform:
        raise Forbidden("Only the platform suspends organizations.")
