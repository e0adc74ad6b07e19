"""An order between basket and door: attendees, confirmation, cancellation."""

from dataclasses import dataclass
from uuid import UUID

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import policies, rules
from turnout.modules.orders.answers import Given
from turnout.modules.orders.errors import (
    AlreadyInside,
    OrderLapsed,
    RefundFirst,
    TicketPassedOn,
)
from turnout.modules.orders.facts import OrderCancelled, OrderConfirmed
from turnout.modules.orders.models import Order, OrderState
from turnout.modules.orders.quantities import merged
from turnout.modules.orders.queries import changing, passes, reading
from turnout.modules.orders.rules import Action, Guest
from turnout.modules.orders.service import answering, consenting, keeping, limits
from turnout.modules.orders.service.moving import move
from turnout.modules.orders.types import OrderSummary, OrderView, without_others
from turnout.modules.tickets import api as tickets


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """None leaves a field as it is; attendees are replaced as a whole."""

    buyer_email: str | None = None
    buyer_name: str | None = None
    locale: str | None = None
    attendees: tuple[Guest, ...] | None = None
    answers: Given | None = None
    """What the event's form asks of the order."""
    attendee_answers: tuple[Given, ...] = ()
    """The same of each attendee, in their order."""
    accepted_terms: int | None = None
    """The version of the organization's terms that the buyer says yes to."""


def open_order(ctx: PublicContext | OrganizationContext, order_id: UUID) -> OrderView:
    """The whole order, for its buyer or a member who may see orders."""
    policies.require_can_open(ctx)
    with transaction(ctx) as tx:
        order = reading.get_order(tx, order_id)
    policies.require_can_open(ctx, order.event_id)
    return without_others(order) if isinstance(ctx, PublicContext) else order


def list_orders(
    ctx: OrganizationContext,
    request: PageRequest,
    *,
    event_id: UUID | None = None,
    state: str | None = None,
    text: str | None = None,
) -> Page[OrderSummary]:
    """Newest first; `text` finds a number, an address or part of a name.

    Of an event: what it sold, and the passes of other events that admit to it. A pass is shown to
    whoever may see the orders of the event that sold it.
    """
    policies.require_can_list(ctx)
    with transaction(ctx) as tx:
        rows = reading.list_orders(
            tx, request, event_id=event_id, state=state, text=text, only=ctx.event_ids
        )
    return page(rows, request, key=lambda row: (row.placed_at.isoformat(), row.id))


def change_order(
    ctx: PublicContext | OrganizationContext, order_id: UUID, changes: Changes
) -> OrderView:
    """Add buyer and attendees while the order is held; a free order that is complete confirms.

    Whoever names a buyer agrees to the terms in force, once: TermsNotAccepted otherwise, and
    TermsChanged when another version is in force than the one that was shown.
    """
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        order = changing.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        require_alive(order)
        rules.ORDER_TABLE.next(OrderState(order.state), Action.ASK_PAYMENT)
        if changes.buyer_email is not None or changes.accepted_terms is not None:
            consenting.accept(tx, order, changes.accepted_terms)
        _change_buyer(tx, order, changes)
        if changes.attendees is not None:
            rules.require_fitting(wanted_of(tx, order), changes.attendees)
            ids = changing.replace_attendees(tx, order.id, changes.attendees)
            answering.save_of_attendees(
                tx, order, changes.attendees, changes.attendee_answers, ids=ids
            )
        if changes.answers is not None:
            answering.save_of_order(tx, order, changes.answers)
        if order.total_minor == 0 and is_complete(tx, order):
            consenting.require_accepted(tx, order)
            confirm(tx, order)
        return reading.get_order(tx, order_id)


def _change_buyer(tx: Transaction, order: Order, changes: Changes) -> None:
    if changes.buyer_email is not None:
        order.buyer_email = changes.buyer_email
        limits.require_order_within(tx, order)
    if changes.buyer_name is not None:
        order.buyer_name = changes.buyer_name
    if changes.locale is not None:
        order.locale = changes.locale


def confirm(tx: Transaction, order: Order) -> None:
    """Turn the hold into places, issue the tickets, say so. The order is locked by the caller."""
    move(tx, order, Action.CONFIRM)
    if order.hold_id is None or not inventory.commit(tx, order.hold_id):
        # The hold was collected by another buyer's claim a moment ago: ask for the places again.
        inventory.take(tx, keeping.pools_of(tx, order))
        order.hold_id = None
    finish_confirmation(tx, order)


def finish_confirmation(tx: Transaction, order: Order) -> None:
    """What every way to a confirmed order ends with."""
    order.confirmed_at = tx.now
    order.expires_at = None
    tickets.issue(
        tx,
        event_id=order.event_id,
        reference=order.id,
        seats=passes.list_seats(tx, order.id, buyer_email=order.buyer_email),
    )
    tx.publish(OrderConfirmed(order_id=order.id, event_id=order.event_id))


def cancel_order(ctx: PublicContext | OrganizationContext, order_id: UUID) -> OrderView:
    """Give the places back and void the tickets; an order with money in it is refunded instead."""
    policies.require_can_change(ctx)
    is_buyer = isinstance(ctx, PublicContext)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        order = changing.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        if order.paid_minor > order.refunded_minor:
            raise RefundFirst
        if is_buyer:
            _require_own(tx, order)
        keeping.end(tx, order, Action.CANCEL, reason="cancelled")
        tx.publish(OrderCancelled(order_id=order.id, event_id=order.event_id))
        view = reading.get_order(tx, order_id)
        idempotency.complete(tx, view)
        return view


def _require_own(tx: Transaction, order: Order) -> None:
    """A buyer cannot void what somebody came in with, or what somebody else holds by now."""
    valid = [each for each in tickets.list_of(tx, order.id) if each.is_valid]
    locked = tickets.lock_tickets(tx, [each.id for each in valid])
    if any(each.is_passed_on for each in locked):
        raise TicketPassedOn
    if tickets.admitted_among(tx, [each.id for each in locked]):
        raise AlreadyInside


def require_alive(order: Order) -> None:
    lapsed = order.expires_at is not None and order.expires_at <= clock.now()
    if order.state == OrderState.EXPIRED or (lapsed and order.state == OrderState.HELD):
        raise OrderLapsed


def wanted_of(tx: Transaction, order: Order) -> dict[UUID, int]:
    """Whom the order admits: ticket type → attendees."""
    return merged(
        reading.frozen(line.seats, line.ticket_type_id, line.quantity)
        for line in changing.list_lines(tx, order.id)
    )


def is_complete(tx: Transaction, order: Order) -> bool:
    """Whether the buyer can be reached, every ticket has its attendee, and all is answered."""
    guests = guests_of(tx, order)
    has_people = bool(order.buyer_email) and rules.is_complete(wanted_of(tx, order), guests)
    return has_people and not answering.missing(tx, order)


def guests_of(tx: Transaction, order: Order) -> tuple[Guest, ...]:
    rows = changing.list_attendees(tx, order.id)
    return tuple(Guest(row.ticket_type_id, row.name, row.email) for row in rows)
