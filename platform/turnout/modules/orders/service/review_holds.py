"""Review holds: an order that a fraud rule holds has no tickets until a person approved it.

Meanwhile it is filled in and paid as any other. Once nothing else is missing it is under review,
with its places, until `review_by`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.db.tx import Transaction
from turnout.modules.events import api as events
from turnout.modules.fraud_rules import api as fraud_rules
from turnout.modules.fraud_rules.api import ReviewReason
from turnout.modules.orders import rules
from turnout.modules.orders.facts import OrderDecisionAwaited, OrderReviewOpened
from turnout.modules.orders.models import OrderRow, OrderState, ReviewState
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import holds


def is_open(order: OrderRow) -> bool:
    """Whether somebody still has to look at it before it is confirmed."""
    return order.review_state == ReviewState.OPEN


def open_review(
    tx: Transaction, order: OrderRow, reasons: Sequence[ReviewReason], *, network: str = ""
) -> None:
    """Hold an order for review, or add to the reasons; what a person decided stays decided."""
    if not reasons or order.review_state in (ReviewState.APPROVED, ReviewState.REFUSED):
        return
    fraud_rules.add_review(tx, order.id, order.event_id, reasons, network=network)
    if order.review_state is None:
        order.review_state = ReviewState.OPEN.value
        tx.publish(OrderReviewOpened(order_id=order.id, event_id=order.event_id))


def await_review(tx: Transaction, order: OrderRow) -> None:
    """Let an order that would be confirmed wait for its review, with its places.

    SoldOut when these went to others: the caller decides what becomes of the order then.
    """
    is_waiting = order.state == OrderState.UNDER_REVIEW
    if is_waiting and order.review_by is not None:
        return
    event = events.get_event(tx, order.event_id)
    until = review_until(tx, event.id, starts_at=event.starts_at, ends_at=event.ends_at)
    order.review_by = until
    holds.keep_places(tx, order, until)
    if not is_waiting:
        holds.transition(tx, order, Action.REVIEW)
        tx.publish(OrderDecisionAwaited(order_id=order.id, event_id=order.event_id))


def review_until(
    tx: Transaction, event_id: UUID, *, starts_at: datetime | None, ends_at: datetime | None
) -> datetime:
    """Until when a review that begins now is decided: before the event starts, where that is."""
    within = fraud_rules.get_review_settings(tx, event_id).decide_within_seconds
    return rules.pay_by(
        tx.now,
        window=timedelta(seconds=within),
        least=timedelta(seconds=runtime.current().settings.payment_seconds),
        decided_by=rules.decide_by(starts_at, ends_at, applied_at=tx.now),
    )
