"""Manifests are the operator's: no member, token or visitor applies one."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden


def require_platform(ctx: OrganizationContext) -> None:
    if not ctx.actor.is_platform:
        raise Forbidden("Manifests are applied by the platform's operator.")
