"""Reminders follow their events."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.events.facts import EventChanged
from turnout.modules.reminders import deliveries


@on(EventChanged, queue="messages")
def follow_event(ctx: OrganizationContext, fact: EventChanged) -> None:
    deliveries.follow_event(ctx, fact.event_id)
