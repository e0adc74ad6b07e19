"""Passes follow the events and ticket types that they are made of."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.catalog.facts import TicketTypeChanged
from turnout.modules.catalog.service import passes
from turnout.modules.events.facts import (
    EventCancelled,
    EventChanged,
    EventPostponed,
    EventPublished,
    EventUnpublished,
)


@on(EventChanged)
def follow_change(ctx: OrganizationContext, fact: EventChanged) -> None:
    passes.notify_passes(ctx, fact.event_id)


@on(EventPublished)
def follow_publication(ctx: OrganizationContext, fact: EventPublished) -> None:
    passes.notify_passes(ctx, fact.event_id)


@on(EventUnpublished)
def follow_withdrawal(ctx: OrganizationContext, fact: EventUnpublished) -> None:
    passes.notify_passes(ctx, fact.event_id)


@on(EventCancelled)
def follow_cancellation(ctx: OrganizationContext, fact: EventCancelled) -> None:
    passes.notify_passes(ctx, fact.event_id)


@on(EventPostponed)
def follow_postponement(ctx: OrganizationContext, fact: EventPostponed) -> None:
    passes.notify_passes(ctx, fact.event_id)


@on(TicketTypeChanged)
def follow_part(ctx: OrganizationContext, fact: TicketTypeChanged) -> None:
    passes.notify_passes(ctx, fact.event_id, part=fact.ticket_type_id)
