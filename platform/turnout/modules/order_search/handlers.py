"""Reactions of order search to facts: the index follows what happens to orders."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.checkin.facts import AdmissionUndone, TicketAdmitted
from turnout.modules.order_notes.facts import OrderTagDeleted, OrderTagged
from turnout.modules.order_search.service import index
from turnout.modules.orders.facts import (
    InstalmentPaid,
    OrderAttendeeChanged,
    OrderEmailCorrected,
    OrderEventChanged,
    OrderPlaced,
    OrderRefunded,
    OrderStateChanged,
    OrderTicketsReturned,
    OrderUpdated,
)
from turnout.modules.transfers.facts import TicketTransferAccepted


@on(OrderPlaced, queue="search")
def index_placed_order(ctx: OrganizationContext, fact: OrderPlaced) -> None:
    index.mark_order(ctx, fact.order_id)


@on(OrderUpdated, queue="search")
def index_updated_order(ctx: OrganizationContext, fact: OrderUpdated) -> None:
    index.mark_order(ctx, fact.order_id)


@on(OrderStateChanged, queue="search")
def index_order(ctx: OrganizationContext, fact: OrderStateChanged) -> None:
    index.mark_order(ctx, fact.order_id)


@on(OrderRefunded, queue="search")
def index_refunded_order(ctx: OrganizationContext, fact: OrderRefunded) -> None:
    index.mark_order(ctx, fact.order_id)


@on(InstalmentPaid, queue="search")
def index_part_paid_order(ctx: OrganizationContext, fact: InstalmentPaid) -> None:
    index.mark_order(ctx, fact.order_id)


@on(OrderTicketsReturned, queue="search")
def index_returned_tickets(ctx: OrganizationContext, fact: OrderTicketsReturned) -> None:
    index.mark_order(ctx, fact.order_id)


@on(OrderEmailCorrected, queue="search")
def index_corrected_order(ctx: OrganizationContext, fact: OrderEmailCorrected) -> None:
    index.mark_order(ctx, fact.order_id)


@on(OrderAttendeeChanged, queue="search")
def index_changed_attendee(ctx: OrganizationContext, fact: OrderAttendeeChanged) -> None:
    index.mark_order(ctx, fact.order_id)


@on(OrderEventChanged, queue="search")
def index_order_of_event(ctx: OrganizationContext, fact: OrderEventChanged) -> None:
    index.mark_order(ctx, fact.order_id)


@on(TicketTransferAccepted, queue="search")
def index_transferred_ticket(ctx: OrganizationContext, fact: TicketTransferAccepted) -> None:
    index.mark_order(ctx, fact.order_id)


@on(OrderTagged, queue="search")
def index_tagged_order(ctx: OrganizationContext, fact: OrderTagged) -> None:
    index.mark_order(ctx, fact.order_id)


@on(OrderTagDeleted, queue="search")
def drop_tag(ctx: OrganizationContext, fact: OrderTagDeleted) -> None:
    index.drop_tag(ctx, fact.tag_id)


@on(TicketAdmitted, queue="search")
def note_checkin(ctx: OrganizationContext, fact: TicketAdmitted) -> None:
    index.note_checkin(ctx, fact.ticket_id)


@on(AdmissionUndone, queue="search")
def note_undone_checkin(ctx: OrganizationContext, fact: AdmissionUndone) -> None:
    index.note_checkin(ctx, fact.ticket_id)
