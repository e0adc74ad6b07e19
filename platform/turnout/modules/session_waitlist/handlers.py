"""What waitlists of sessions do when places come back, a programme changes or tickets do."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.events.facts import EventCancelled, EventChanged, EventPublished
from turnout.modules.participation import api as participation
from turnout.modules.participation.facts import SessionPlacesFreed
from turnout.modules.programme import api as programme
from turnout.modules.programme.facts import ProgrammeImported
from turnout.modules.session_waitlist import offers, queries, service
from turnout.modules.tickets.facts import TicketsVoided
from turnout.modules.transfers.facts import TicketTransferAccepted

participation.PLACES_KEPT.register(queries.count_kept)
participation.PLACE_TAKEN.register(offers.note_taken)
programme.AFFECTED_BY_SESSIONS.register(queries.affected_by_sessions)


@on(SessionPlacesFreed, queue="critical")
def offer_freed_places(ctx: OrganizationContext, fact: SessionPlacesFreed) -> None:
    service.offer_freed(ctx, fact.event_id, fact.session_id)


@on(EventChanged)
def follow_event(ctx: OrganizationContext, fact: EventChanged) -> None:
    service.refresh_event(ctx, fact.event_id)


@on(EventPublished)
def resume_waitlists(ctx: OrganizationContext, fact: EventPublished) -> None:
    service.refresh_event(ctx, fact.event_id)


@on(EventCancelled)
def end_waitlists(ctx: OrganizationContext, fact: EventCancelled) -> None:
    service.refresh_event(ctx, fact.event_id)


@on(ProgrammeImported)
def follow_programme(ctx: OrganizationContext, fact: ProgrammeImported) -> None:
    service.refresh_event(ctx, fact.event_id)


@on(TicketsVoided)
def end_void_tickets(ctx: OrganizationContext, fact: TicketsVoided) -> None:
    service.end_void_tickets(ctx, fact.reference)


@on(TicketTransferAccepted)
def follow_transfer(ctx: OrganizationContext, fact: TicketTransferAccepted) -> None:
    service.follow_transfer(ctx, fact.ticket_id)
