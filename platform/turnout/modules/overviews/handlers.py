"""Reactions of overviews to facts: what changed is counted again."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.catalog.facts import (
    TicketTypeChanged,
)
from turnout.modules.events.facts import (
    EventCancelled,
    EventChanged,
    EventCreated,
    EventMoved,
    EventPostponed,
    EventPublished,
    EventPurged,
    EventUnpublished,
)
from turnout.modules.inventory.facts import PoolChanged
from turnout.modules.order_moves.facts import OrderMovedToEvent
from turnout.modules.orders.facts import (
    InstalmentPaid,
    OrderPlaced,
    OrderRefunded,
    OrderStateChanged,
    OrderTicketsReturned,
)
from turnout.modules.overviews import service


@on(EventCreated)
def note_event(ctx: OrganizationContext, fact: EventCreated) -> None:
    service.mark_event(ctx, fact.event_id)


@on(EventChanged)
def note_change(ctx: OrganizationContext, fact: EventChanged) -> None:
    service.mark_event(ctx, fact.event_id)


@on(EventPublished)
def note_publication(ctx: OrganizationContext, fact: EventPublished) -> None:
    service.mark_event(ctx, fact.event_id)


@on(EventUnpublished)
def note_unpublication(ctx: OrganizationContext, fact: EventUnpublished) -> None:
    service.mark_event(ctx, fact.event_id)


@on(EventCancelled)
def note_cancellation(ctx: OrganizationContext, fact: EventCancelled) -> None:
    service.mark_event(ctx, fact.event_id)


@on(EventPostponed)
def note_postponement(ctx: OrganizationContext, fact: EventPostponed) -> None:
    service.mark_event(ctx, fact.event_id)


@on(EventMoved)
def note_move(ctx: OrganizationContext, fact: EventMoved) -> None:
    service.mark_event(ctx, fact.event_id)


@on(TicketTypeChanged)
def note_ticket_type(ctx: OrganizationContext, fact: TicketTypeChanged) -> None:
    service.mark_event(ctx, fact.event_id)


@on(OrderPlaced)
def note_order(ctx: OrganizationContext, fact: OrderPlaced) -> None:
    service.mark_event(ctx, fact.event_id)


@on(OrderStateChanged)
def note_order_state(ctx: OrganizationContext, fact: OrderStateChanged) -> None:
    service.mark_event(ctx, fact.event_id)


@on(OrderRefunded)
def note_refund(ctx: OrganizationContext, fact: OrderRefunded) -> None:
    service.mark_event(ctx, fact.event_id)


@on(InstalmentPaid)
def note_instalment(ctx: OrganizationContext, fact: InstalmentPaid) -> None:
    service.mark_event(ctx, fact.event_id)


@on(OrderTicketsReturned)
def note_returned_tickets(ctx: OrganizationContext, fact: OrderTicketsReturned) -> None:
    service.mark_event(ctx, fact.event_id)


@on(EventPurged)
def forget_event(ctx: OrganizationContext, fact: EventPurged) -> None:
    service.forget_event(ctx, fact.event_id)


@on(PoolChanged)
def note_pool(ctx: OrganizationContext, fact: PoolChanged) -> None:
    service.mark_event(ctx, fact.event_id)


@on(OrderMovedToEvent)
def note_moved_order(ctx: OrganizationContext, fact: OrderMovedToEvent) -> None:
    """What the one event sold, the other one has."""
    service.mark_event(ctx, fact.from_event_id)
    service.mark_event(ctx, fact.event_id)
