"""Reviews: the organizer's yes or no to an order that a fraud rule holds (`review_holds`).

Approved, it goes on as if nothing had held it; refused, it is cancelled and whatever money came
with it goes back. Approving and refusing lock the order: one of them is heard.
"""

from contextlib import suppress
from functools import partial
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.fraud_rules import api as fraud_rules
from turnout.modules.fraud_rules.api import AtDeadline, ReviewVerdict
from turnout.modules.orders import policies, queries
from turnout.modules.orders.errors import NotWaiting
from turnout.modules.orders.facts import OrderCancelled, OrderReviewDecided
from turnout.modules.orders.metrics import REVIEWED
from turnout.modules.orders.models import OrderRow, OrderState
from turnout.modules.orders.refunds import service as refunds
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import holds, payment_sync, review_holds
from turnout.modules.orders.service.orders import confirm
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money

REFUSED: Final = "declined"
OVER: Final = (OrderState.EXPIRED, OrderState.CANCELLED)


def approve_review_in(tx: Transaction, order_id: UUID, *, reason: str, message: str) -> None:
    """Let an order go on; NotWaiting when it was decided or is over.

    One that nothing else is missing of is confirmed, as soon as what is authorized is collected.
    """
    _approve(tx, _lock_reviewed(tx, order_id), reason=reason, message=message)


def approve_overdue(tx: Transaction, order: OrderRow) -> bool:
    """Approve an order that nobody decided about in time, where the organizer wishes that.

    The order is locked by the caller.
    """
    if order.state != OrderState.UNDER_REVIEW or not review_holds.is_open(order):
        return False
    settings = fraud_rules.get_review_settings(tx, order.event_id)
    if settings.at_deadline != AtDeadline.APPROVE:
        return False
    _approve(tx, order, reason="", message="")
    return True


def _approve(tx: Transaction, order: OrderRow, *, reason: str, message: str) -> None:
    is_waiting = order.state == OrderState.UNDER_REVIEW
    _decide(tx, order, ReviewVerdict.APPROVED, reason=reason, message=message)
    if not is_waiting:
        return
    if order.total_minor == 0:
        confirm(tx, order)
        return
    _collect(tx, order)
    payment_sync.sync_in(tx, order.id)


def _collect(tx: Transaction, order: OrderRow) -> None:
    for each in payments.list_payments_of(tx, order.id):
        if each.state == holds.AUTHORIZED and not each.review_reason:
            with suppress(payments.TooMuchToCapture):  # it is being collected already
                payments.request_capture(
                    tx,
                    payment_id=each.id,
                    amount=Money(each.authorized_minor, each.currency),
                    key=f"approve-{new_id()}",
                )


def refuse_review_in(tx: Transaction, order_id: UUID, *, reason: str, message: str) -> None:
    """Cancel an order: places, uses of codes and all money go back. NotWaiting as above."""
    order = _lock_reviewed(tx, order_id)
    _decide(tx, order, ReviewVerdict.REFUSED, reason=reason, message=message)
    for each in payments.list_payments_of(tx, order.id):
        if payment_sync.is_under_review(each):
            payments.review_payment(tx, each.id, approve=False, reason=reason)
    holds.close_order(tx, order, Action.CANCEL, reason=REFUSED)
    refunds.refund_overpayment(tx, order)
    tx.publish(OrderCancelled(order_id=order.id, event_id=order.event_id))


def _lock_reviewed(tx: Transaction, order_id: UUID) -> OrderRow:
    order = queries.lock_order(tx, order_id)
    policies.require_can_approve(tx.ctx, order.event_id)
    if not review_holds.is_open(order) or order.state in OVER:
        raise NotWaiting
    return order


def _decide(
    tx: Transaction, order: OrderRow, verdict: ReviewVerdict, *, reason: str, message: str
) -> None:
    """Write the verdict; the buyer hears of a refusal unless they had not finished ordering."""
    was_ordered = order.state != OrderState.HELD
    order.review_state = verdict.value
    fraud_rules.decide_review(tx, order.id, verdict, reason=reason, message=message)
    tx.publish(
        OrderReviewDecided(
            order_id=order.id,
            event_id=order.event_id,
            verdict=verdict.value,
            was_ordered=was_ordered,
        )
    )
    tx.after_commit.append(partial(REVIEWED.add, verdict=verdict.value))
