"""Nobody asks for these mails: what happened does."""

from turnout.kernel.context import Context
from turnout.kernel.errors import Forbidden


def require_platform(ctx: Context) -> None:
    """Handlers and jobs only."""
    if not ctx.actor.is_platform:
        raise Forbidden
