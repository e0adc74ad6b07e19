"""Orders between basket and door: get, list, update, confirm, cancel."""

from dataclasses import dataclass
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import policies, rules
from turnout.modules.orders.answers import service as answers_service
from turnout.modules.orders.answers.rules import Given
from turnout.modules.orders.checkout import rules as checkout_rules
from turnout.modules.orders.checkout import service as checkout
from turnout.modules.orders.checkout import service as checkout_service
from turnout.modules.orders.checkout.rules import AttendeeInput
from turnout.modules.orders.errors import (
    AlreadyInside,
    RefundFirst,
    TicketPassedOn,
)
from turnout.modules.orders.facts import OrderCancelled, OrderConfirmed
from turnout.modules.orders.models import Order, OrderState
from turnout.modules.orders.queries import order_views, orders, passes
from turnout.modules.orders.rules import Action, summed
from turnout.modules.orders.service import holds, transitions
from turnout.modules.orders.service.transitions import require_not_expired, transition
from turnout.modules.orders.types import OrderSummary, OrderView, hide_transferred_attendees
from turnout.modules.tickets import api as tickets


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderUpdate:
    """None leaves a field as it is; attendees are replaced as a whole."""

    buyer_email: str | None = None
    buyer_name: str | None = None
    locale: str | None = None
    attendees: tuple[AttendeeInput, ...] | None = None
    answers: Given | None = None
    """What the event's form asks of the order."""
    attendee_answers: tuple[Given, ...] = ()
    """The same of each attendee, in their order."""
    accepted_terms: int | None = None
    """The version of the organization's terms that the buyer says yes to."""


def get_order(ctx: PublicContext | OrganizationContext, order_id: UUID) -> OrderView:
    """The whole order, for its buyer or a member who may see orders."""
    policies.require_can_open(ctx)
    with transaction(ctx) as tx:
        order = order_views.get_order_view(tx, order_id)
    policies.require_can_open(ctx, order.event_id)
    return hide_transferred_attendees(order) if isinstance(ctx, PublicContext) else order


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
        rows = order_views.list_orders(
            tx, request, event_id=event_id, state=state, text=text, only=ctx.event_ids
        )
    return page(rows, request, key=lambda row: (row.placed_at.isoformat(), row.id))


def update_order(
    ctx: PublicContext | OrganizationContext, order_id: UUID, changes: OrderUpdate
) -> OrderView:
    """Add buyer and attendees while the order is held; a free order that is complete confirms.

    Whoever names a buyer agrees to the terms in force, once: TermsNotAccepted otherwise, and
    TermsChanged when another version is in force than the one that was shown.
    """
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        order = orders.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        require_not_expired(order)
        rules.ORDER_TABLE.next(OrderState(order.state), Action.ASK_PAYMENT)
        if changes.buyer_email is not None or changes.accepted_terms is not None:
            checkout.accept_terms(tx, order, changes.accepted_terms)
        _change_buyer(tx, order, changes)
        if changes.attendees is not None:
            checkout_rules.require_matching_attendees(
                expected_attendees(tx, order), changes.attendees
            )
            ids = orders.replace_attendees(tx, order.id, changes.attendees)
            answers_service.save_attendee_answers(
                tx, order, changes.attendees, changes.attendee_answers, ids=ids
            )
        if changes.answers is not None:
            answers_service.save_order_answers(tx, order, changes.answers)
        if order.total_minor == 0 and is_complete(tx, order):
            checkout.require_terms_accepted(tx, order)
            confirm(tx, order)
        return order_views.get_order_view(tx, order_id)


def _change_buyer(tx: Transaction, order: Order, changes: OrderUpdate) -> None:
    if changes.buyer_email is not None:
        order.buyer_email = changes.buyer_email
        checkout_service.require_purchase_limits_of(tx, order)
    if changes.buyer_name is not None:
        order.buyer_name = changes.buyer_name
    if changes.locale is not None:
        order.locale = changes.locale


def confirm(tx: Transaction, order: Order) -> None:
    """Turn the hold into places, issue the tickets, say so. The order is locked by the caller."""
    transition(tx, order, Action.CONFIRM)
    if order.hold_id is None or not inventory.commit(tx, order.hold_id):
        # The hold was collected by another buyer's claim a moment ago: ask for the places again.
        inventory.take(tx, holds.reserved_quantities(tx, order))
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
        order = orders.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        if order.paid_minor > order.refunded_minor:
            raise RefundFirst
        if is_buyer:
            _require_own(tx, order)
        transitions.close_order(tx, order, Action.CANCEL, reason="cancelled")
        tx.publish(OrderCancelled(order_id=order.id, event_id=order.event_id))
        view = order_views.get_order_view(tx, order_id)
        idempotency.complete(tx, view)
        return view


def _require_own(tx: Transaction, order: Order) -> None:
    """A buyer cannot void what somebody came in with, or what somebody else holds by now."""
    valid = [each for each in tickets.list_of(tx, order.id) if each.is_valid]
    locked = tickets.lock_tickets(tx, [each.id for each in valid])
    if any(each.is_transferred for each in locked):
        raise TicketPassedOn
    if tickets.admitted_among(tx, [each.id for each in locked]):
        raise AlreadyInside


def expected_attendees(tx: Transaction, order: Order) -> dict[UUID, int]:
    """Whom the order admits: ticket type → attendees."""
    return summed(
        order_views.frozen(line.seats, line.ticket_type_id, line.quantity)
        for line in orders.list_lines(tx, order.id)
    )


def is_complete(tx: Transaction, order: Order) -> bool:
    """Whether the buyer can be reached, every ticket has its attendee, and all is answered."""
    guests = named_attendees(tx, order)
    has_people = bool(order.buyer_email) and checkout_rules.is_complete(
        expected_attendees(tx, order), guests
    )
    return has_people and not answers_service.missing_answers(tx, order)


def named_attendees(tx: Transaction, order: Order) -> tuple[AttendeeInput, ...]:
    rows = orders.list_attendees(tx, order.id)
    return tuple(AttendeeInput(row.ticket_type_id, row.name, row.email) for row in rows)
