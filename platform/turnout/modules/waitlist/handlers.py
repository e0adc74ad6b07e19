"""What the waitlist does when places come back, an order ends, or an event changes."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.catalog.facts import TicketTypeChanged
from turnout.modules.events.facts import EventCancelled, EventChanged, EventPublished
from turnout.modules.inventory.facts import PlacesFreed
from turnout.modules.orders import api as orders
from turnout.modules.orders.facts import OrderCancelled, OrderConfirmed, OrderExpired
from turnout.modules.waitlist import service

orders.OFFERED_PLACES.register(service.take_offered_places)


@on(PlacesFreed, queue="critical")
def offer_places(ctx: OrganizationContext, fact: PlacesFreed) -> None:
    service.offer_freed(ctx, fact.pool_ids)


@on(OrderConfirmed)
def note_purchase(ctx: OrganizationContext, fact: OrderConfirmed) -> None:
    service.follow_order(ctx, fact.order_id, is_bought=True)


@on(OrderExpired, queue="critical")
def note_expiry(ctx: OrganizationContext, fact: OrderExpired) -> None:
    service.follow_order(ctx, fact.order_id, is_bought=False)


@on(OrderCancelled)
def note_cancellation(ctx: OrganizationContext, fact: OrderCancelled) -> None:
    service.follow_order(ctx, fact.order_id, is_bought=False)


@on(EventCancelled)
def end_waitlist(ctx: OrganizationContext, fact: EventCancelled) -> None:
    service.refresh_event(ctx, fact.event_id)


@on(EventChanged)
def follow_event(ctx: OrganizationContext, fact: EventChanged) -> None:
    service.refresh_event(ctx, fact.event_id)


@on(EventPublished)
def resume_waitlist(ctx: OrganizationContext, fact: EventPublished) -> None:
    service.refresh_event(ctx, fact.event_id)


@on(TicketTypeChanged)
def follow_ticket_type(ctx: OrganizationContext, fact: TicketTypeChanged) -> None:
    service.refresh_event(ctx, fact.event_id, ticket_type_id=fact.ticket_type_id)
