"""Which mails about sessions are composed here, and after what entries are looked at."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.events.facts import EventCancelled
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import Template
from turnout.modules.orders.facts import OrderEmailCorrected
from turnout.modules.participation.facts import AgendaChanged, SessionPlacesFreed
from turnout.modules.session_mails import service
from turnout.modules.tickets.facts import TicketTransferred

notifications.register_composers(
    {
        Template.SESSION_NEWS: service.compose_news,
        Template.SESSION_LEFT: service.compose_left,
    }
)


@on(SessionPlacesFreed)
def follow_places(ctx: OrganizationContext, fact: SessionPlacesFreed) -> None:
    service.note_sessions(ctx, fact.event_id, session_ids=[fact.session_id])


@on(AgendaChanged)
def follow_agenda(ctx: OrganizationContext, fact: AgendaChanged) -> None:
    service.note_sessions(ctx, fact.event_id, session_ids=[fact.session_id])


@on(TicketTransferred)
def follow_transfer(ctx: OrganizationContext, fact: TicketTransferred) -> None:
    service.note_tickets(ctx, fact.event_id, [fact.ticket_id])


@on(OrderEmailCorrected)
def follow_address(ctx: OrganizationContext, fact: OrderEmailCorrected) -> None:
    service.note_order(ctx, fact.event_id, fact.order_id)


@on(EventCancelled)
def follow_event(ctx: OrganizationContext, fact: EventCancelled) -> None:
    service.note_sessions(ctx, fact.event_id)
