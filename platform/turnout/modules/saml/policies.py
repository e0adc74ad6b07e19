"""Who may set up SAML: whoever may set up the organization's identity providers."""

from typing import Final

from turnout.kernel.context import Context, OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.modules.sso import api as sso

MANAGE: Final = sso.MANAGE


def require_can_manage(ctx: OrganizationContext) -> None:
    sso.require_can_manage(ctx)


def require_platform(ctx: Context) -> None:
    """Metadata is refreshed and certificates are watched by the platform's own jobs."""
    if not ctx.actor.is_platform:
        raise Forbidden
