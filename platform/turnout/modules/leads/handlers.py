"""Reactions of lead retrieval: event copies share the same; another holder agreed to nothing."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.messaging.facts import on
from turnout.modules.events import api as events
from turnout.modules.leads.service import consents, stands
from turnout.modules.orders.facts import OrderAttendeeChanged
from turnout.modules.tickets.facts import TicketCodesRenewed, TicketTransferred

events.EVENT_COPIED.register(stands.copy_settings)
events.EVENT_EXPORTED.register(stands.export_settings)
events.EVENT_IMPORTED.register(stands.copy_settings)


@on(TicketTransferred)
def follow_transferred(ctx: OrganizationContext, fact: TicketTransferred) -> None:
    with transaction(ctx) as tx:
        consents.end_of_former_holders(tx, fact.reference)


@on(TicketCodesRenewed)
def follow_renewed(ctx: OrganizationContext, fact: TicketCodesRenewed) -> None:
    with transaction(ctx) as tx:
        consents.end_of_former_holders(tx, fact.reference)


@on(OrderAttendeeChanged)
def follow_attendee(ctx: OrganizationContext, fact: OrderAttendeeChanged) -> None:
    with transaction(ctx) as tx:
        consents.end_of_former_holders(tx, fact.order_id)
