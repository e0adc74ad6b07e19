"""Who sees and who sets channels of ticket types: whoever does capacities."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.catalog import api as catalog
from turnout.modules.inventory import api as inventory

READ: Final = inventory.READ
EDIT: Final = inventory.EDIT
PRICE: Final = catalog.EDIT
"""Of the catalog: whoever changes ticket types sets what they cost, wherever they are sold."""

OPEN: Final[dict[str, str]] = {
    "return_due": "the job of return dates, in the organization of a claimed id",
    "find_partner_terms": "buyers who come by a partner's link: the code is what they show",
    "follow_ticket_type": "a reaction to a ticket type that changed: handlers only",
}


def require_can_read(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_edit(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, EDIT, event_id=event_id)


def require_can_price(ctx: OrganizationContext, event_id: UUID) -> None:
    require(ctx, PRICE, event_id=event_id)
