"""Order review: the organizer accepts or declines an order whose money is authorized."""

from contextlib import suppress
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.ids import new_id
from turnout.modules.orders import policies
from turnout.modules.orders.errors import NotWaiting
from turnout.modules.orders.facts import OrderCancelled
from turnout.modules.orders.models import Order, OrderState
from turnout.modules.orders.payment.service import payment_sync
from turnout.modules.orders.queries import order_views, orders
from turnout.modules.orders.refunds import service as refunds
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import holds, transitions
from turnout.modules.orders.types import OrderView
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money


def accept_order(ctx: OrganizationContext, order_id: UUID, *, reason: str) -> OrderView:
    """Collect what is authorized and approve what was held for review.

    The order is confirmed when the provider has told that the money is in, as every order is.
    Asked again it asks for nothing twice.
    """
    policies.require_can_approve(ctx)
    for payment_id in _held(ctx, order_id):
        payments.decide_review(ctx, payment_id, approve=True, reason=reason)
    with transaction(ctx) as tx:
        order = _lock(tx, order_id)
        for each in payments.list_payments_of(tx, order.id):
            if each.state == holds.AUTHORIZED and not each.review_reason:
                with suppress(payments.TooMuchToCapture):  # it is being collected already
                    payments.request_capture(
                        tx,
                        payment_id=each.id,
                        amount=Money(each.authorized_minor, each.currency),
                        key=f"accept-{new_id()}",
                    )
        return order_views.get_order_view(tx, order_id)


def decline_order(ctx: OrganizationContext, order_id: UUID, *, reason: str) -> OrderView:
    """Cancel the order: places come back, what is authorized is let go, what is paid returned.

    A payment held for review is refused first: should this be interrupted, the order follows
    that decision by itself.
    """
    policies.require_can_approve(ctx)
    for payment_id in _held(ctx, order_id):
        payments.decide_review(ctx, payment_id, approve=False, reason=reason)
    with transaction(ctx) as tx:
        order = _lock(tx, order_id)
        transitions.close_order(tx, order, Action.CANCEL, reason="declined")
        refunds.refund_overpayment(tx, order)
        tx.publish(OrderCancelled(order_id=order.id, event_id=order.event_id, was_declined=True))
        return order_views.get_order_view(tx, order_id)


def _held(ctx: OrganizationContext, order_id: UUID) -> list[UUID]:
    """Payments of the order that a person still has to decide about."""
    with transaction(ctx) as tx:
        order = orders.lock_order(tx, order_id)
        policies.require_can_approve(ctx, order.event_id)
        _require_waiting(order)
        return [
            each.id
            for each in payments.list_payments_of(tx, order.id)
            if payment_sync.is_under_review(each)
        ]


def _lock(tx: Transaction, order_id: UUID) -> Order:
    order = orders.lock_order(tx, order_id)
    _require_waiting(order)
    return order


def _require_waiting(order: Order) -> None:
    if order.state != OrderState.UNDER_REVIEW:
        raise NotWaiting
