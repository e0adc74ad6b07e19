"""What has calendars looked at: an event or session that changes, a ticket with another holder."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.calendars.service import entries
from turnout.modules.events.facts import EventCancelled, EventChanged, EventPostponed
from turnout.modules.orders.facts import OrderConfirmed, OrderEmailCorrected
from turnout.modules.participation.facts import (
    AgendaChanged,
    SessionPlacesFreed,
    SessionPlaceTaken,
)
from turnout.modules.programme.facts import ProgrammeImported, SessionCancelled, SessionChanged
from turnout.modules.tickets.facts import TicketsVoided, TicketTransferred


@on(EventChanged)
def follow_event(_: OrganizationContext, fact: EventChanged) -> None:
    entries.note_event(fact.event_id)


@on(EventCancelled)
def follow_cancelled(_: OrganizationContext, fact: EventCancelled) -> None:
    entries.note_event(fact.event_id)


@on(EventPostponed)
def follow_postponed(_: OrganizationContext, fact: EventPostponed) -> None:
    entries.note_event(fact.event_id)


@on(OrderConfirmed)
def follow_order(ctx: OrganizationContext, fact: OrderConfirmed) -> None:
    entries.note_order(ctx, fact.order_id)


@on(OrderEmailCorrected)
def follow_address(ctx: OrganizationContext, fact: OrderEmailCorrected) -> None:
    entries.note_order(ctx, fact.order_id)


@on(TicketsVoided)
def follow_voided(ctx: OrganizationContext, fact: TicketsVoided) -> None:
    entries.note_order(ctx, fact.reference)


@on(TicketTransferred)
def follow_transferred(ctx: OrganizationContext, fact: TicketTransferred) -> None:
    entries.note_order(ctx, fact.reference)


@on(SessionChanged)
def follow_session(_: OrganizationContext, fact: SessionChanged) -> None:
    entries.note_event(fact.event_id)


@on(SessionCancelled)
def follow_cancelled_session(_: OrganizationContext, fact: SessionCancelled) -> None:
    entries.note_event(fact.event_id)


@on(ProgrammeImported)
def follow_programme(_: OrganizationContext, fact: ProgrammeImported) -> None:
    entries.note_event(fact.event_id)


@on(SessionPlaceTaken)
def follow_place(ctx: OrganizationContext, fact: SessionPlaceTaken) -> None:
    entries.note_ticket(ctx, fact.ticket_id)


@on(SessionPlacesFreed)
def follow_freed_places(_: OrganizationContext, fact: SessionPlacesFreed) -> None:
    entries.note_event(fact.event_id)


@on(AgendaChanged)
def follow_agenda(_: OrganizationContext, fact: AgendaChanged) -> None:
    entries.note_person(fact.user_id)
