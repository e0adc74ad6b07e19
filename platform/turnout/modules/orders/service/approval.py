"""Approval: the organizer's yes or no to an application, an order that needs approval.

An application holds its places (decision 0069). Approved, an order without a price is confirmed
and any other one is paid within a deadline; denied, it is cancelled.
"""

from datetime import timedelta
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.db.tx import Transaction
from turnout.modules.events import api as events
from turnout.modules.orders import policies, queries, rules
from turnout.modules.orders.errors import NotWaiting
from turnout.modules.orders.facts import OrderCancelled
from turnout.modules.orders.models import OrderRow, OrderState
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import holds
from turnout.modules.orders.service.orders import confirm
from turnout.modules.orders.types import Order

DENIED = "denied"


def approve_in(tx: Transaction, order_id: UUID) -> Order:
    """Approve an application; NotWaiting when it was decided or withdrawn, OrderLapsed too late."""
    order = _lock_application(tx, order_id)
    order.approved_at = tx.now
    if order.total_minor == 0:
        confirm(tx, order)
    else:
        _ask_payment(tx, order)
    return queries.get_whole_order(tx, order_id)


def _ask_payment(tx: Transaction, order: OrderRow) -> None:
    """Let an approved order be paid, and keep its places until its deadline."""
    settings = runtime.current().settings
    event = events.get_event(tx, order.event_id)
    until = rules.pay_by(
        tx.now,
        window=timedelta(seconds=settings.approved_payment_seconds),
        least=timedelta(seconds=settings.payment_seconds),
        decided_by=rules.decide_by(event.starts_at, event.ends_at, applied_at=tx.now),
    )
    holds.transition(tx, order, Action.APPROVE)
    holds.extend_hold(tx, order, until)


def deny_in(tx: Transaction, order_id: UUID) -> Order:
    """Deny an application: it is cancelled and its places come back. NotWaiting as above."""
    order = _lock_application(tx, order_id)
    holds.close_order(tx, order, Action.CANCEL, reason=DENIED)
    tx.publish(OrderCancelled(order_id=order.id, event_id=order.event_id))
    return queries.get_whole_order(tx, order_id)


def _lock_application(tx: Transaction, order_id: UUID) -> OrderRow:
    order = queries.lock_order(tx, order_id)
    policies.require_can_approve(tx.ctx, order.event_id)
    if order.state != OrderState.AWAITING_APPROVAL:
        raise NotWaiting
    holds.require_not_expired(order)
    return order
