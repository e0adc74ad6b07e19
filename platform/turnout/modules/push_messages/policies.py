"""Who may subscribe devices: each person their own."""

from uuid import UUID

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import Forbidden


class NoBrowser(Forbidden):
    code = "push-messages.no-login"
    title = "Only a browser or app that is signed in can be subscribed"


def require_login(ctx: PersonContext) -> UUID:
    """The sign-in with which a device ends; NoBrowser for whoever acts without one."""
    if ctx.login_id is None:
        raise NoBrowser
    return ctx.login_id
