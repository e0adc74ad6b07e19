"""Reactions of tickets: an event that is published gets its key; a copy has its bar codes."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.events import api as events
from turnout.modules.events.facts import EventPublished
from turnout.modules.tickets import barcodes, service

events.EVENT_COPIED.register(barcodes.copy_barcodes)


@on(EventPublished)
def make_key(ctx: OrganizationContext, fact: EventPublished) -> None:
    """The first buyer does not wait for a key."""
    service.ensure_event_key(ctx, fact.event_id)
