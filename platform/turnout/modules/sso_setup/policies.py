"""Who may share the set-up of an identity provider: whoever may do it."""

from turnout.kernel.context import Context, OrganizationContext
from turnout.modules.sso import api as sso


def require_can_manage(ctx: Context) -> None:
    sso.require_can_manage(ctx)


def may_manage(ctx: OrganizationContext | None) -> bool:
    """Whether who made a link may still do what it lets others do."""
    return ctx is not None and not ctx.on_behalf_of and sso.MANAGE in ctx.permissions
