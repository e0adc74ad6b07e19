"""Who hands figures to people without an account, and until when that counts."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, permission, require
from turnout.modules.saved_reports import api as saved_reports

MANAGE: Final = permission(
    "report-links.manage",
    "show saved reports to people without an account by a link, and revoke links",
    roles=MANAGERS,
    is_limitable=False,
)


def require_can_manage(ctx: OrganizationContext) -> None:
    """Who lists and revokes links: no figures are in that."""
    require(ctx, MANAGE)


def require_can_share(ctx: OrganizationContext) -> UUID:
    """Who makes a link: a member of the organization's own, who sees the figures themselves."""
    require(ctx, MANAGE)
    require(ctx, saved_reports.READ)
    if ctx.user_id is None or ctx.on_behalf_of:
        raise Forbidden("A member of the organization's own shares reports with outsiders.")
    return ctx.user_id


def may_share(maker: OrganizationContext | None) -> bool:
    """Whether who made a link may still make one: else it shows nothing any more."""
    if maker is None or maker.on_behalf_of or maker.is_closing:
        return False
    return {MANAGE, saved_reports.READ} <= maker.permissions and maker.event_ids is None


def holder_permissions() -> frozenset[str]:
    """What whoever has a link may do: see these figures, and nothing else."""
    return frozenset({saved_reports.READ})
