"""Payment sync: brings an order's state in line with its payments, whichever fact came first."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import queries, rules
from turnout.modules.orders.facts import (
    InstalmentPaid,
    OrderCancelled,
    OrderDecisionAwaited,
    OrderExpired,
    OrderRefunded,
)
from turnout.modules.orders.models import LIVE, MoneyState, OrderRow, OrderState, RefundState
from turnout.modules.orders.refunds import service as refunds
from turnout.modules.orders.refunds.queries import requested_amount
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import holds, review_holds, risk_holds
from turnout.modules.orders.service.holds import transition
from turnout.modules.orders.service.orders import finish_confirmation
from turnout.modules.orders.terms import rules as terms_rules
from turnout.modules.orders.terms import service as terms
from turnout.modules.orders.terms.service import AgreedPlan
from turnout.modules.payments import api as payments

PAID_ACTIONS = (Action.CONFIRM, Action.REVIVE)
LIVING = (
    OrderState.HELD,
    OrderState.AWAITING_APPROVAL,
    OrderState.AWAITING_PAYMENT,
    OrderState.UNDER_REVIEW,
)


def sync_with_payments(
    ctx: OrganizationContext,
    order_id: UUID,
    *,
    refund_id: UUID | None = None,
    has_failed: bool = False,
    is_refused: bool = False,
) -> None:
    """Bring an order in line with its payments, as `sync_in` says, in a transaction of its own."""
    with transaction(ctx) as tx:
        sync_in(tx, order_id, refund_id=refund_id, has_failed=has_failed, is_refused=is_refused)


def sync_in(
    tx: Transaction,
    order_id: UUID,
    *,
    refund_id: UUID | None = None,
    has_failed: bool = False,
    is_refused: bool = False,
) -> None:
    """Bring an order in line with its payments.

    Paid in full it is confirmed. Authorized it waits for the organizer, paid in part by an
    agreed plan for the next part. Money for which there are no places (it came after the order
    lapsed and nothing is left, or twice, or after a cancellation) goes back by itself. Refunded
    in full it ends. A refund that failed is asked for again later, unless it `is_refused`: then a
    person looks.
    """
    order = queries.find_locked(tx, order_id)
    if order is None:
        return
    if refund_id is not None:
        state = RefundState.FAILED if has_failed else RefundState.SUCCEEDED
        refunds.record_refund_outcome(tx, refund_id, state=state, is_refused=is_refused)
    paid, refunded = order.paid_minor, order.refunded_minor
    every = payments.list_payments_of(tx, order.id)
    _sum_payments(order, every)
    if order.refunded_minor > refunded:
        refunds.record_successes(tx, order.id)
    if has_failed:
        return
    _follow_amounts(tx, order, every, before=paid - refunded)
    refunds.refund_overpayment(tx, order)
    if order.refunded_minor > refunded:
        tx.publish(
            OrderRefunded(
                order_id=order.id,
                event_id=order.event_id,
                refund_id=refund_id or order.id,
                amount_minor=order.refunded_minor - refunded,
                currency=order.currency,
            )
        )


def hold_for_review(ctx: OrganizationContext, order_id: UUID) -> None:
    """A payment does not match the order: no tickets until a person has looked.

    The places are kept for as long as a pending payment might keep them.
    """
    with transaction(ctx) as tx:
        order = queries.find_locked(tx, order_id)
        if order is None or not rules.ORDER_TABLE.can(OrderState(order.state), Action.REVIEW):
            return
        if not any(is_under_review(each) for each in payments.list_payments_of(tx, order.id)):
            return  # decided already: the decision was heard first
        transition(tx, order, Action.REVIEW)
        holds.extend_hold(tx, order, tx.now + holds.longest_pending(tx, order))


def _sum_payments(order: OrderRow, every: Sequence[payments.PaymentView]) -> None:
    """The order's amounts are sums over its payments; what is under review does not count."""
    order.paid_minor = sum(each.captured_minor for each in every if not each.review_reason)
    refunded = sum(each.refunded_minor for each in every if not each.review_reason)
    order.refunded_minor = min(order.paid_minor, refunded)
    order.money_state = rules.money_state(
        MoneyState(order.money_state),
        paid=order.paid_minor,
        refunded=order.refunded_minor,
        total=order.total_minor,
    )


def _follow_amounts(
    tx: Transaction, order: OrderRow, every: Sequence[payments.PaymentView], *, before: int
) -> None:
    """`before` is what had been paid and not returned when the order was last looked at."""
    kept = refunds.retained_amount(tx, order)
    if _is_paid(tx, order, kept):
        risk_holds.hold_risky(tx, order, every)
        _confirm_if_possible(tx, order)
        return
    if order.state in LIVING and order.refunded_minor >= order.paid_minor > 0:
        holds.close_order(tx, order, Action.CANCEL, reason="refunded")
        return
    if any(each.state == holds.AUTHORIZED and not each.review_reason for each in every):
        risk_holds.hold_risky(tx, order, every)
        _await_decision(tx, order)
        return
    agreed = terms.find_agreed_plan(tx, order.id)
    if agreed is not None:
        until = terms_rules.plan_holds_until(agreed.parts, paid_minor=kept, grace=agreed.grace)
        if until is not None and until > tx.now:
            _continue_plan(tx, order, agreed, until=until, is_news=kept > before)
            return
    if (
        order.state == OrderState.UNDER_REVIEW
        and kept <= 0
        and not any(map(is_under_review, every))
    ):
        holds.close_order(tx, order, Action.CANCEL, reason="declined")
        tx.publish(OrderCancelled(order_id=order.id, event_id=order.event_id, was_declined=True))


def _is_paid(tx: Transaction, order: OrderRow, kept: int) -> bool:
    """Whether the total was paid, and is still here or was given back on purpose.

    What was returned from a living order and not by us was the organizer's wish, at the provider:
    it comes after the sale, in whatever order it was heard.
    """
    if order.state not in LIVING:
        return kept >= order.total_minor
    ours = requested_amount(tx, order.id, states=LIVE)
    has_some = order.refunded_minor < order.paid_minor
    return has_some and order.paid_minor - ours >= order.total_minor


def _confirm_if_possible(tx: Transaction, order: OrderRow) -> None:
    state = OrderState(order.state)
    if review_holds.is_open(order) and state is not OrderState.CANCELLED:
        _await_review(tx, order)
        return
    action = next((a for a in PAID_ACTIONS if rules.ORDER_TABLE.can(state, a)), None)
    if action is None:
        holds.abandon_payments(tx, order)
        return
    if action is Action.REVIVE and not (takes_place(tx, order) and holds.take_uses(tx, order)):
        return
    try:
        if order.hold_id is None or not inventory.commit(tx, order.hold_id):
            holds.take_places(tx, order)
            order.hold_id = None
    except inventory.SoldOut:
        if action is Action.REVIVE:
            holds.return_taken(tx, order)
        _expire_without_stock(tx, order)
        return
    transition(tx, order, action)
    order.ended_at = None
    finish_confirmation(tx, order)
    holds.abandon_payments(tx, order)


def _await_review(tx: Transaction, order: OrderRow) -> None:
    """All is paid, or authorized: what is missing is the word of a person who looks at it."""
    is_late = order.state == OrderState.EXPIRED
    if is_late and not (takes_place(tx, order) and holds.reacquire_stock(tx, order, tx.now)):
        return
    try:
        review_holds.await_review(tx, order)
    except inventory.SoldOut:
        _expire_without_stock(tx, order)


def _expire_without_stock(tx: Transaction, order: OrderRow) -> None:
    """The money is here and the places are gone."""
    if rules.ORDER_TABLE.can(OrderState(order.state), Action.EXPIRE):
        holds.close_order(tx, order, Action.EXPIRE, reason="expired")
        tx.publish(OrderExpired(order_id=order.id, event_id=order.event_id))


def _await_decision(tx: Transaction, order: OrderRow) -> None:
    """Keep the places until the authorization ends. One that comes too late is let go.

    Nobody is charged then, unlike with money that came: so no places are looked for again.
    """
    state = OrderState(order.state)
    if state is OrderState.EXPIRED or state is OrderState.CANCELLED:
        holds.abandon_payments(tx, order)
        return
    if review_holds.is_open(order):
        _await_review(tx, order)
        return
    until = holds.hold_until(tx, order) or tx.now + holds.longest_pending(tx, order)
    holds.extend_hold(tx, order, until)
    if state is not OrderState.UNDER_REVIEW:
        transition(tx, order, Action.REVIEW)
        tx.publish(OrderDecisionAwaited(order_id=order.id, event_id=order.event_id))


def _continue_plan(
    tx: Transaction, order: OrderRow, agreed: AgreedPlan, *, until: datetime, is_news: bool
) -> None:
    """A part was paid and the next is not due yet: the places stay the buyer's."""
    state = OrderState(order.state)
    if state is OrderState.EXPIRED and not (
        takes_place(tx, order) and holds.reacquire_stock(tx, order, until)
    ):
        return
    if rules.ORDER_TABLE.can(state, Action.RESUME):
        transition(tx, order, Action.RESUME)
    if order.state != OrderState.AWAITING_PAYMENT:
        return
    terms.activate(tx, agreed)
    holds.extend_hold(tx, order, until)
    if is_news:
        paid = order.paid_minor - order.refunded_minor
        due = terms_rules.due_now(agreed.parts, paid_minor=paid, now=tx.now)
        tx.publish(
            InstalmentPaid(
                order_id=order.id,
                event_id=order.event_id,
                paid_minor=paid,
                due_minor=due,
                currency=order.currency,
            )
        )


def takes_place(tx: Transaction, order: OrderRow) -> bool:
    """Late money finds no places at an event that is over or was called off."""
    return events.get_event(tx, order.event_id).state.value in rules.REVIVABLE_STATES


def is_under_review(payment: payments.PaymentView) -> bool:
    """A person still has to look at it."""
    return payment.review_reason is not None and payment.review_decision != "refused"
