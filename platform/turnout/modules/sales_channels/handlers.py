"""The answer of sales channels to the catalog, and their reaction to ticket types that change."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.catalog import api as catalog
from turnout.modules.catalog.facts import TicketTypeChanged
from turnout.modules.inventory import api as inventory
from turnout.modules.sales_channels import service

catalog.SOLD_BY.register(service.sold_by)
inventory.TICKET_TYPES_COPIED.register(service.copy_settings)


@on(TicketTypeChanged)
def follow_ticket_type(ctx: OrganizationContext, fact: TicketTypeChanged) -> None:
    service.follow_ticket_type(ctx, fact.event_id, fact.ticket_type_id)
