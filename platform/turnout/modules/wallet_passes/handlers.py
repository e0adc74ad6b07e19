"""What changes a pass: its event, its ticket, its wallet's connection."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.connections.facts import ConnectionChanged, ConnectionRemoved
from turnout.modules.events.facts import EventChanged
from turnout.modules.orders.facts import OrderAttendeeChanged
from turnout.modules.tickets.facts import TicketCodesRenewed, TicketsVoided, TicketTransferred
from turnout.modules.wallet_passes import offers
from turnout.modules.wallet_passes.service import updates


@on(EventChanged)
def follow_event(ctx: OrganizationContext, fact: EventChanged) -> None:
    updates.note_change(ctx, event_id=fact.event_id)


@on(TicketsVoided)
def follow_voided(ctx: OrganizationContext, fact: TicketsVoided) -> None:
    updates.note_change(ctx, order_id=fact.reference)


@on(TicketCodesRenewed)
def follow_renewed(ctx: OrganizationContext, fact: TicketCodesRenewed) -> None:
    updates.note_change(ctx, order_id=fact.reference)


@on(TicketTransferred)
def follow_transferred(ctx: OrganizationContext, fact: TicketTransferred) -> None:
    updates.note_change(ctx, order_id=fact.reference)


@on(OrderAttendeeChanged)
def follow_attendee(ctx: OrganizationContext, fact: OrderAttendeeChanged) -> None:
    updates.note_change(ctx, order_id=fact.order_id)


@on(ConnectionChanged)
def follow_connection(ctx: OrganizationContext, fact: ConnectionChanged) -> None:
    offers.forget(ctx.organization_id, fact.kind)


@on(ConnectionRemoved)
def follow_removed_connection(ctx: OrganizationContext, fact: ConnectionRemoved) -> None:
    offers.forget(ctx.organization_id, fact.kind)
