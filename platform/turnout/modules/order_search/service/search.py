"""Lists of orders and attendees by what is looked for, and one attendee whole."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.values import from_attributes
from turnout.modules.checkin import api as checkin
from turnout.modules.order_notes import api as order_notes
from turnout.modules.order_search import policies
from turnout.modules.order_search.errors import IndexedAttendeeNotFound
from turnout.modules.order_search.queries import search as queries
from turnout.modules.order_search.types import (
    AttendeeDetail,
    AttendeeFilter,
    AttendeeSort,
    AttendeeTicket,
    Found,
    FoundAttendee,
    FoundOrder,
    OrderFilter,
    OrderSort,
)
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers


def search_orders(
    ctx: OrganizationContext, wanted: OrderFilter, request: PageRequest, *, sort: OrderSort
) -> Page[FoundOrder]:
    """A page of the orders that a filter finds; two statements at most."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = queries.list_orders(tx, wanted, request, sort=sort, only=ctx.event_ids)
    return page(found, request, key=lambda each: (queries.cursor_value(each, sort), each.id))


def count_orders(ctx: OrganizationContext, wanted: OrderFilter) -> Found:
    """How many orders a filter finds; above ten thousand counting stops and says so."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.count_orders(tx, wanted, only=ctx.event_ids)


def search_attendees(
    ctx: OrganizationContext, wanted: AttendeeFilter, request: PageRequest, *, sort: AttendeeSort
) -> Page[FoundAttendee]:
    """A page of the attendees that a filter finds; two statements at most.

    Of a member who is limited to some events one more: orders of others are closed to them.
    """
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = queries.list_attendees(tx, wanted, request, sort=sort, only=ctx.event_ids)
        if ctx.event_ids is not None:
            ids = [each.order_id for each in found]
            known = queries.known_orders(tx, ids, only=ctx.event_ids)
            found = [replace(each, is_order_open=each.order_id in known) for each in found]
    return page(found, request, key=lambda each: (queries.cursor_value(each, sort), each.id))


def count_attendees(ctx: OrganizationContext, wanted: AttendeeFilter) -> Found:
    """How many attendees a filter finds; above ten thousand counting stops and says so."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.count_attendees(tx, wanted, only=ctx.event_ids)


def get_attendee(ctx: OrganizationContext, attendee_id: UUID) -> AttendeeDetail:
    """One attendee with answers, order, tickets, check-ins, transfers and tags.

    To whom only an event is open that a pass of theirs admits to: those tickets, and nothing of the
    order in another event but its number.
    """
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        order_id = queries.find_order_of(tx, attendee_id)
        if order_id is None:
            raise IndexedAttendeeNotFound
        order = orders.get_whole_order(tx, order_id)
        attendee = next((each for each in order.attendees if each.id == attendee_id), None)
        if attendee is None:
            raise IndexedAttendeeNotFound
        held = [each for each in tickets.list_of(tx, order.id) if each.attendee_id == attendee_id]
        if policies.covers(ctx, order.event_id):
            return _detail(tx, order, attendee, held)
        open_here = [each for each in held if policies.covers(ctx, each.event_id)]
        if not open_here:
            raise IndexedAttendeeNotFound
        return replace(
            _detail(tx, order, attendee, open_here),
            event_id=open_here[0].event_id,
            ticket_type_id=open_here[0].ticket_type_id,
            buyer_name="",
            buyer_email="",
            is_order_open=False,
        )


def _detail(
    tx: Transaction,
    order: orders.Order,
    attendee: orders.OrderAttendee,
    held: Sequence[tickets.Ticket],
) -> AttendeeDetail:
    ids = {each.id for each in held}
    checkins = checkin.list_of_tickets(tx, sorted(ids))
    offers = transfers.offers_of(tx, order.id, is_buyer=False)
    return AttendeeDetail(
        id=attendee.id,
        order_id=order.id,
        order_number=order.number,
        order_state=order.state,
        event_id=order.event_id,
        ticket_type_id=attendee.ticket_type_id,
        name=attendee.name,
        email=attendee.email,
        buyer_name=order.buyer_name,
        buyer_email=order.buyer_email,
        answers=attendee.answers,
        tickets=[
            from_attributes(
                AttendeeTicket,
                each,
                is_transferred=each.is_transferred,
                checkins=[one for one in checkins if one.ticket_id == each.id],
            )
            for each in held
        ],
        transfers=[each for each in offers if each.ticket_id in ids],
        tag_ids=order_notes.tags_of(tx, [order.id])[order.id].of_attendee(attendee.id),
        is_order_open=True,
    )
