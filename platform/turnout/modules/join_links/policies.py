"""Who sees and renews the link of a ticket: whoever proved to hold it."""

from turnout.kernel.context import Context, PublicContext
from turnout.kernel.errors import Forbidden


def require_holder(ctx: Context) -> None:
    """Who has the secret of a ticket, which was proved; no member joins in another's name."""
    if not isinstance(ctx, PublicContext):
        raise Forbidden("Only who holds a ticket has its link.")
