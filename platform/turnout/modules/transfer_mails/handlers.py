"""Which mail follows what happened to a ticket that changes hands."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import Template
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
