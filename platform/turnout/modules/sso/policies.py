"""Who may set up enterprise sign-in, and read who signed in by it."""

from typing import Final

from turnout.kernel.context import Context
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, permission, require
from turnout.modules.organizations import api as organizations

MANAGE: Final = permission(
    "sso.manage",
    "set up the organization's own identity providers",
    roles=MANAGERS,
    is_limitable=False,
    is_personal=True,
)


def require_can_manage(ctx: Context) -> None:
    """Not through an agency: who decides how people prove themselves decides who they are."""
    require(ctx, MANAGE)
    if organizations.agency_of(ctx) is not None:
        raise Forbidden("Only the organization's own people set up its sign-in.")
