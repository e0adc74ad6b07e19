"""Check-in's answer to tickets, and its reactions: a published event gets its default list."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging import live
from turnout.kernel.messaging.facts import on
from turnout.modules.checkin import service
from turnout.modules.events.facts import EventChanged, EventPublished
from turnout.modules.tickets import api as tickets

tickets.ADMITTED.register(service.admitted_tickets)
live.register(live.CHECKINS, service.live_counts)


@on(EventPublished)
def open_door(ctx: OrganizationContext, fact: EventPublished) -> None:
    """A published event can be entered."""
    service.ensure_default_list(ctx, fact.event_id)


@on(EventChanged)
def follow_zone(ctx: OrganizationContext, fact: EventChanged) -> None:
    """Days at the door are days where the event is."""
    service.follow_event(ctx, fact.event_id)
