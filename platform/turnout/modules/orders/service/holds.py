"""Holds and states of orders: until when stock is kept, each change of state, the end."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.discounts import api as discounts
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.member_lists import api as member_lists
from turnout.modules.orders import hooks, rules
from turnout.modules.orders import queries as stored_lines
from turnout.modules.orders.cancellation import queries
from turnout.modules.orders.cancellation.queries import allotted_places, list_differences
from turnout.modules.orders.errors import OrderLapsed
from turnout.modules.orders.facts import OrderStateChanged
from turnout.modules.orders.models import OrderLineRow, OrderRow, OrderState, ReviewState
from turnout.modules.orders.rules import Action, summed
from turnout.modules.orders.terms import queries as stored
from turnout.modules.orders.terms import rules as terms_rules
from turnout.modules.orders.terms.service import AgreedPlan, find_agreed_plan
from turnout.modules.payments import api as payments
from turnout.modules.price_rules import api as price_rules
from turnout.modules.tickets import api as tickets

AUTHORIZED = "authorized"
RETRIES = 4
"""The most times that the time for paying starts again within one checkout."""
UNPAID = (OrderState.HELD, OrderState.AWAITING_APPROVAL)
"""Nobody can have begun to pay in these."""
NOTHING_TO_VOID = (payments.BeingCaptured, payments.NotAuthorized, payments.NotOffered)
"""Nothing is left to let go, or it cannot be: money that still comes goes back."""


def payment_hold_until(order: OrderRow, *, now: datetime) -> datetime:
    """Return until when a started payment holds the places; retries end at a last moment."""
    settings = runtime.current().settings
    once = timedelta(seconds=settings.payment_seconds)
    last = paying_since(order) + timedelta(seconds=settings.hold_seconds) + RETRIES * once
    until = min(now + once, last)
    return max(until, order.expires_at) if order.expires_at else until


def hold_until(tx: Transaction, order: OrderRow) -> datetime | None:
    """The latest moment for which an application, a payment or an instalment keeps places.

    A review that is open ends when it is to be decided, whatever else waits. A pending payment
    keeps them for as long as its method may take, within what the event and the installation
    allow; an authorization until it ends, or as long where nobody says when.
    """
    if order.state == OrderState.UNDER_REVIEW and order.review_state == ReviewState.OPEN:
        return order.review_by
    agreed = find_agreed_plan(tx, order.id)
    every = payments.list_payments_of(tx, order.id)
    most = longest_pending(tx, order)
    untils: list[datetime | None] = [decision_until(tx, order)]
    untils += [
        each.authorized_until or each.opened_at + most
        for each in every
        if each.state == AUTHORIZED and not each.review_reason
    ]
    pending = payments.under_way_until(tx, order.id)
    if pending is not None and any(each.is_open for each in every):
        untils.append(min(pending, _counted_from(order, agreed) + most))
    if agreed is not None and agreed.is_in_force:
        paid = order.paid_minor - order.refunded_minor
        untils.append(
            terms_rules.plan_holds_until(agreed.parts, paid_minor=paid, grace=agreed.grace)
        )
    return max((each for each in untils if each is not None), default=None)


def decision_until(tx: Transaction, order: OrderRow) -> datetime | None:
    """Until when the organizer may decide about an application; None where none is undecided."""
    if order.state != OrderState.AWAITING_APPROVAL:
        return None
    event = events.get_event(tx, order.event_id)
    applied_at = order.applied_at or order.placed_at
    return rules.decide_by(event.starts_at, event.ends_at, applied_at=applied_at)


def paying_since(order: OrderRow) -> datetime:
    """Since when the order may be paid."""
    return order.approved_at or order.placed_at


def longest_pending(tx: Transaction, order: OrderRow) -> timedelta:
    """Return how long a pending payment may hold places, by the event and the installation."""
    most = runtime.current().settings.longest_pending_seconds
    terms = stored.find_terms(tx, order.event_id)
    own = terms.longest_pending_seconds if terms else None
    return timedelta(seconds=most if own is None else min(own, most))


def extend_hold(tx: Transaction, order: OrderRow, until: datetime) -> None:
    """Keep order and stock until then."""
    order.expires_at = until
    if order.hold_id is not None:
        inventory.extend_hold(tx, order.hold_id, until=until)


def keep_places(tx: Transaction, order: OrderRow, until: datetime) -> None:
    """Keep order and stock until then; SoldOut when the hold had lapsed and others have it."""
    order.expires_at = until
    if order.hold_id is None or not inventory.extend_hold(tx, order.hold_id, until=until):
        _hold_again(tx, order, until)


def reacquire_stock(tx: Transaction, order: OrderRow, until: datetime) -> bool:
    """Hold the places of an order that had lost them; False when they, or its codes, are gone."""
    if not take_uses(tx, order):
        return False
    try:
        _hold_again(tx, order, until)
    except inventory.SoldOut:
        return_taken(tx, order)
        return False
    order.expires_at = until
    order.ended_at = None
    return True


def _hold_again(tx: Transaction, order: OrderRow, until: datetime) -> None:
    """Hold what the order had lost, also of allotments; SoldOut when others have it."""
    wanted, allotted = reserved_quantities(tx, order), allotted_places(tx, order)
    order.hold_id = inventory.hold(tx, wanted, expires_at=until, allotted=allotted)


def reserved_quantities(tx: Transaction, order: OrderRow) -> dict[UUID, int]:
    """Return the places of the order's lines as sold, less returned units: pool → places."""
    return summed(line.draws_of(line.left) for line in queries.list_sold(tx, order.id) if line.left)


def take_places(tx: Transaction, order: OrderRow) -> None:
    """Take the order's places for good where its hold has ended; SoldOut when they are gone."""
    allotted = allotted_places(tx, order)
    inventory.take(tx, reserved_quantities(tx, order), allotted=allotted)


def _counted_from(order: OrderRow, agreed: AgreedPlan | None) -> datetime:
    """Return the start of the cap: since when it may be paid, or the next instalment is due."""
    if agreed is None or not agreed.is_in_force:
        return paying_since(order)
    paid = order.paid_minor - order.refunded_minor
    part = terms_rules.next_instalment(agreed.parts, paid_minor=paid)
    return paying_since(order) if part is None else part.due_at


def repair_stock(ctx: OrganizationContext, pool_ids: list[UUID]) -> list[UUID]:
    """Let pools count again what their orders and holds take; those that could be set right.

    Buyers of these pools wait meanwhile. A pool in which more is sold than there are places stays
    as it is: a person decides who comes, or raises the capacity.
    """
    with transaction(ctx) as tx:
        inventory.lock_pools(tx, pool_ids)
        wanted = {pool_id: expected for pool_id, expected, _ in list_differences(tx, pool_ids)}
        return inventory.set_taken(tx, wanted)


def transition(tx: Transaction, order: OrderRow, action: Action) -> None:
    """Change the state, or TransitionNotAllowed. The order is locked by the caller."""
    before = OrderState(order.state)
    after = rules.ORDER_TABLE.next(before, action)
    if after is before:
        return
    order.state = after.value
    tx.publish(
        OrderStateChanged(
            order_id=order.id, event_id=order.event_id, before=before.value, after=after.value
        )
    )


def require_not_expired(order: OrderRow) -> None:
    lapsed = order.expires_at is not None and order.expires_at <= clock.now()
    if order.state == OrderState.EXPIRED or (lapsed and order.state in UNPAID):
        raise OrderLapsed


def close_order(tx: Transaction, order: OrderRow, action: Action, *, reason: str) -> None:
    """Leave the living states: give back what the order held or had sold, void its tickets.

    Payments that are not paid yet are let go: a page nobody should pay on any more, money that
    is authorized and was not collected.
    """
    had_places = order.state == OrderState.CONFIRMED
    transition(tx, order, action)
    order.ended_at = tx.now
    order.expires_at = None
    if had_places:
        back = reserved_quantities(tx, order)
        inventory.restock(tx, back, allotted=allotted_places(tx, order))
        tickets.void(tx, reference=order.id, reason=reason)
        hooks.tickets_voided(tx, order.id)
    elif order.hold_id is not None:
        inventory.release(tx, order.hold_id, lapsed=action is Action.EXPIRE)
    return_uses(tx, order)
    abandon_payments(tx, order)


def take_uses(tx: Transaction, order: OrderRow) -> bool:
    """Take again what an expired order gave back; False when a code or number has none left.

    The price of its units stands, however many are sold by now.
    """
    if order.used_codes and not discounts.take_uses_again(tx, order.id, email=order.buyer_email):
        return False
    if order.has_price_rules:
        lines = stored_lines.list_lines(tx, order.id)
        if _has_member_number(lines) and not member_lists.take_uses_again(tx, order.id):
            if order.used_codes:
                discounts.return_uses(tx, order.id)
            return False
        price_rules.retake_units(tx, _priced_units(lines))
    return True


def return_uses(tx: Transaction, order: OrderRow) -> None:
    """Give uses of codes and units back, unless something was ever paid: then they stay used."""
    if not order.paid_minor:
        return_taken(tx, order)


def return_taken(tx: Transaction, order: OrderRow) -> None:
    """Give the uses of codes and the units of price rules back."""
    if order.used_codes:
        discounts.return_uses(tx, order.id)
    if order.has_price_rules:
        lines = stored_lines.list_lines(tx, order.id)
        price_rules.release_units(tx, _priced_units(lines))
        if _has_member_number(lines):
            member_lists.return_uses(tx, order.id)


def _priced_units(lines: Sequence[OrderLineRow]) -> dict[UUID, int]:
    """The units that price rules count, by the ticket type that they were sold as."""
    return summed(
        {UUID(line.price_rule["ticket_type_id"]): line.quantity}
        for line in lines
        if line.price_rule is not None
    )


def _has_member_number(lines: Sequence[OrderLineRow]) -> bool:
    """Whether units were ordered by a member number."""
    return any(line.price_rule and line.price_rule.get("member_number_id") for line in lines)


def abandon_payments(tx: Transaction, order: OrderRow) -> None:
    """Abandon the open payments of an order; authorizations are voided where that is offered."""
    payments.abandon(tx, order.id)
    for each in payments.list_payments_of(tx, order.id):
        if each.state == AUTHORIZED:
            with suppress(*NOTHING_TO_VOID):
                payments.request_void(tx, payment_id=each.id, key=f"let-go-{order.id}")
