"""Who sets prices in a currency: whoever may edit ticket types; and who sees them."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.catalog import api as catalog

READ = catalog.READ
EDIT = catalog.EDIT


def require_can_read(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_edit(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, EDIT, event_id=event_id)
