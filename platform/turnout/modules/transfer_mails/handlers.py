"""Which mail follows what happened to a ticket that changes hands."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import Template
from turnout.modules.orders.facts import OrderEventChanged
from turnout.modules.tickets.facts import TicketsVoided
from turnout.modules.transfer_mails import service
from turnout.modules.transfers import facts

notifications.register_composers(dict.fromkeys(service.STATES, service.compose))


@on(facts.TicketTransferOffered, queue="messages")
def offer_ticket(ctx: OrganizationContext, fact: facts.TicketTransferOffered) -> None:
    service.announce(ctx, fact.transfer_id, Template.TICKET_OFFERED)


@on(facts.TicketTransferAccepted, queue="messages")
def hand_ticket_over(ctx: OrganizationContext, fact: facts.TicketTransferAccepted) -> None:
    service.announce(ctx, fact.transfer_id, Template.TICKET_YOURS)


@on(facts.TicketTransferEnded, queue="messages")
def tell_of_transfer(ctx: OrganizationContext, fact: facts.TicketTransferEnded) -> None:
    """Whoever took their own offer back knows."""
    if fact.outcome != "withdrawn":
        service.announce(ctx, fact.transfer_id, Template.TICKET_PASSED_ON)


@on(OrderEventChanged, queue="messages")
def tell_holders(ctx: OrganizationContext, fact: OrderEventChanged) -> None:
    service.announce_change(ctx, fact.order_id, fact.event_id)


@on(TicketsVoided, queue="messages")
def tell_of_void(ctx: OrganizationContext, fact: TicketsVoided) -> None:
    service.announce_void(ctx, fact.reference, fact.event_id)
