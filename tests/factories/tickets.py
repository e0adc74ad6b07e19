"""An event on sale with a ticket type, and tickets to it, made through the front doors."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.tickets import api as tickets


@dataclass(frozen=True, slots=True)
class Occasion:
    """A published event, the context of its organizer, and its first ticket type."""

    ctx: OrganizationContext
    event_id: UUID
    ticket_type_id: UUID
    pool_id: UUID


def make_occasion(
    ctx: OrganizationContext, *, title: str = "Cloud Summit", time_zone: str = "Europe/Brussels"
) -> Occasion:
    new = events.NewEvent(
        title=title,
        starts_at=datetime(2026, 11, 14, 8, tzinfo=UTC),
        ends_at=datetime(2026, 11, 15, 17, tzinfo=UTC),
        time_zone=time_zone,
        summary="Two days under one roof.",
        location=events.Location(name="Tsavo Hall", street="Harambee Avenue 1", city="Nairobi"),
    )
    event_id = events.create_event(ctx, new).id
    events.publish_event(ctx, event_id)
    pool_id = inventory.create_pool(ctx, event_id, name="Hall", capacity=1000).id
    type_id = make_ticket_type(ctx, event_id, pool_id=pool_id)
    return Occasion(ctx, event_id, type_id, pool_id)


def make_ticket_type(
    ctx: OrganizationContext, event_id: UUID, *, pool_id: UUID, name: str = "Early bird"
) -> UUID:
    new = catalog.NewTicketType(pool_id=pool_id, name=name, currency="EUR", price_minor=12_050)
    return catalog.create_ticket_type(ctx, event_id, new).ticket_type_id


def make_tickets(
    occasion: Occasion,
    *names: str,
    ticket_type_id: UUID | None = None,
    reference: UUID | None = None,
) -> list[tickets.Ticket]:
    """Issue a ticket per name, all for one reference."""
    seats = [
        tickets.NewTicket(
            attendee_id=new_id(),
            ticket_type_id=ticket_type_id or occasion.ticket_type_id,
            holder_name=name,
            holder_email=f"guest-{new_id().hex}@people.example",
        )
        for name in names or ("Ada Lovelace",)
    ]
    with transaction(occasion.ctx) as tx:
        return tickets.issue(
            tx, event_id=occasion.event_id, reference=reference or new_id(), seats=seats
        )


def code_of(occasion: Occasion, ticket: tickets.Ticket) -> str:
    with transaction(occasion.ctx) as tx:
        return tickets.code_of(tx, ticket)
