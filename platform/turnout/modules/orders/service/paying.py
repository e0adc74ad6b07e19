"""An order and its money: paying, what a settled payment means, refunds."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from turnout.kernel import idempotency, runtime
from turnout.kernel.context import OrganizationContext, PublicContext, as_organization
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.kernel.tx import Transaction, transaction
from turnout.modules.connections import api as connections
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import policies, rules
from turnout.modules.orders.errors import (
    Incomplete,
    NoPaymentMethod,
    NothingToPay,
    NotRefundable,
)
from turnout.modules.orders.facts import OrderRefunded
from turnout.modules.orders.models import MoneyState, Order, OrderRefund, OrderState
from turnout.modules.orders.queries import changing, reading
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import changing as life
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money

PAID_ACTIONS = (Action.CONFIRM, Action.REVIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentStarted:
    """`redirect_url` is where the buyer goes next; None while the provider is still asked."""

    order_id: UUID
    payment_id: UUID
    state: str
    redirect_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundAsked:
    refund_id: UUID
    order_id: UUID
    amount_minor: int
    currency: str
    state: str


def start_payment(
    ctx: PublicContext | OrganizationContext, order_id: UUID, *, return_url: str
) -> PaymentStarted:
    """Open a payment for what is due, keep the stock longer, then ask the provider.

    Opening and prolonging commit together; the provider is called after that. Called again it
    goes on with the payment under way, or opens a new one when the last was declined.
    """
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        order = changing.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        payment_id = _open_payment(tx, order, return_url=return_url)
    started = payments.start(as_organization(ctx), payment_id)
    return PaymentStarted(
        order_id=order_id,
        payment_id=payment_id,
        state=started.state,
        redirect_url=started.redirect_url,
    )


def _open_payment(tx: Transaction, order: Order, *, return_url: str) -> UUID:
    life.require_alive(order)
    if order.total_minor == 0:
        raise NothingToPay
    following = rules.ORDER_TABLE.next(OrderState(order.state), Action.ASK_PAYMENT)
    if not order.buyer_email:
        raise Invalid(FieldError("/buyer/email", "Please enter a valid email address", "missing"))
    if not life.is_complete(tx, order):
        raise Incomplete
    earlier = payments.find_payment_of(tx, order.id)
    if earlier is not None and earlier.is_open:
        return earlier.id
    connection = connections.find_payment_connection(tx, order.currency)
    if connection is None:
        raise NoPaymentMethod
    until = tx.now + timedelta(seconds=runtime.current().settings.payment_seconds)
    order.state = following
    order.expires_at = max(order.expires_at or until, until)
    if order.hold_id is not None:
        inventory.extend_hold(tx, order.hold_id, until=order.expires_at)
    return payments.open_payment(
        tx,
        reference=order.id,
        amount=Money(order.total_minor - order.paid_minor, order.currency),
        description=order.number,
        buyer_email=order.buyer_email,
        locale=order.locale,
        return_url=return_url,
        cancel_url=return_url,
        connection_id=connection.id,
    )


def follow_payments(
    ctx: OrganizationContext, order_id: UUID, *, refund_id: UUID | None = None
) -> None:
    """Bring an order in line with its payments, in whatever order their facts were heard.

    Paid in full it is confirmed. Money for which there are no places (it came after the order
    lapsed and nothing is left, or twice, or after a cancellation) goes back by itself. Refunded
    in full it ends.
    """
    with transaction(ctx) as tx:
        order = changing.find_locked(tx, order_id)
        if order is None:
            return
        if refund_id is not None:
            _note_refund(tx, refund_id, state="succeeded")
        before = order.refunded_minor
        _take_over(order, payments.list_payments_of(tx, order.id))
        if order.paid_minor >= order.total_minor and not order.refunded_minor:
            _confirm_if_possible(tx, order)
        _return_what_is_not_due(tx, order)
        if order.refunded_minor > before:
            _tell_refund(tx, order, refund_id, order.refunded_minor - before)


def _take_over(order: Order, every: list[payments.PaymentView]) -> None:
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


def _confirm_if_possible(tx: Transaction, order: Order) -> None:
    state = OrderState(order.state)
    action = next((a for a in PAID_ACTIONS if rules.ORDER_TABLE.can(state, a)), None)
    if action is None:
        return
    try:
        if order.hold_id is None or not inventory.commit(tx, order.hold_id):
            inventory.take(tx, life.pools_of(tx, order))
            order.hold_id = None
    except inventory.SoldOut:
        if rules.ORDER_TABLE.can(state, Action.EXPIRE):
            life.end(tx, order, Action.EXPIRE, reason="expired")
        return
    order.state = rules.ORDER_TABLE.next(state, action)
    order.ended_at = None
    life.finish_confirmation(tx, order)


def _return_what_is_not_due(tx: Transaction, order: Order) -> None:
    """A confirmed order keeps its total, one that ended keeps nothing."""
    state = OrderState(order.state)
    if state is OrderState.CONFIRMED and order.refunded_minor == order.paid_minor > 0:
        life.end(tx, order, Action.CANCEL, reason="refunded")
        return
    if state not in (OrderState.CONFIRMED, OrderState.EXPIRED, OrderState.CANCELLED):
        return
    due = order.total_minor if state is OrderState.CONFIRMED else 0
    over = order.paid_minor - order.refunded_minor - due
    over -= reading.refunds_under_way(tx, order.id)
    for each in payments.list_payments_of(tx, order.id):
        amount = min(over, each.captured_minor - each.refunded_minor)
        if amount > 0 and not each.review_reason:
            _ask_back(tx, order, each.id, amount, reason="no places were left for it")
            over -= amount


def _tell_refund(tx: Transaction, order: Order, refund_id: UUID | None, amount: int) -> None:
    tx.record(
        OrderRefunded(
            order_id=order.id,
            event_id=order.event_id,
            refund_id=refund_id or order.id,
            amount_minor=amount,
            currency=order.currency,
        )
    )


def hold_for_review(ctx: OrganizationContext, order_id: UUID) -> None:
    """A payment does not match the order: no tickets until a person has looked."""
    with transaction(ctx) as tx:
        order = changing.find_locked(tx, order_id)
        if order is None or not rules.ORDER_TABLE.can(OrderState(order.state), Action.REVIEW):
            return
        order.state = rules.ORDER_TABLE.next(OrderState(order.state), Action.REVIEW)
        order.expires_at = None


def refund_order(
    ctx: OrganizationContext, order_id: UUID, *, amount_minor: int | None, reason: str
) -> RefundAsked:
    """Ask money back, in full without an amount. A full refund voids the tickets at once.

    The provider is asked by a worker afterwards; the order's money state follows its answer.
    """
    policies.require_can_refund(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        order = changing.lock_order(tx, order_id)
        policies.require_can_refund(ctx, order.event_id)
        left = order.paid_minor - order.refunded_minor - reading.refunds_under_way(tx, order_id)
        amount = left if amount_minor is None else amount_minor
        payment = _payment_with(tx, order, amount)
        if payment is None or not 0 < amount <= left:
            raise NotRefundable(refundable_minor=max(left, 0), currency=order.currency)
        asked = _ask_back(tx, order, payment.id, amount, reason=reason)
        if amount == left and rules.ORDER_TABLE.can(OrderState(order.state), Action.CANCEL):
            life.end(tx, order, Action.CANCEL, reason="refunded")
        idempotency.complete(tx, asked)
        return asked


def _payment_with(tx: Transaction, order: Order, amount: int) -> payments.PaymentView | None:
    """The newest payment that still holds the amount; an older one may have been paid late."""
    return next(
        (
            each
            for each in payments.list_payments_of(tx, order.id)
            if each.captured_minor - each.refunded_minor >= amount and not each.review_reason
        ),
        None,
    )


def _ask_back(
    tx: Transaction, order: Order, payment_id: UUID, amount_minor: int, *, reason: str
) -> RefundAsked:
    row_id = new_id()
    refund_id = payments.request_refund(
        tx,
        payment_id=payment_id,
        amount=Money(amount_minor, order.currency),
        reason=reason,
        key=str(row_id),
    )
    tx.add(
        OrderRefund(
            id=row_id,
            order_id=order.id,
            refund_id=refund_id,
            amount_minor=amount_minor,
            reason=reason,
            state="requested",
            requested_at=tx.now,
        )
    )
    return RefundAsked(
        refund_id=refund_id,
        order_id=order.id,
        amount_minor=amount_minor,
        currency=order.currency,
        state="requested",
    )


def note_failed_refund(ctx: OrganizationContext, refund_id: UUID) -> None:
    """The provider refused: the amount may be asked back again. Voided tickets stay void."""
    with transaction(ctx) as tx:
        _note_refund(tx, refund_id, state="failed")


def _note_refund(tx: Transaction, refund_id: UUID, *, state: str) -> None:
    """A refund that somebody made at the provider is not in our list; nothing to note then."""
    ours = changing.find_refund(tx, refund_id)
    if ours is not None:
        ours.state = state
