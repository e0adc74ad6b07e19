"""Risk holds: an order whose payment the provider calls risky waits for a review, by a rule.

The verdict is looked at before an order is confirmed. One that comes later changes nothing that
was sold: it stands at the order, and the team decides.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.fraud_rules import api as fraud_rules
from turnout.modules.fraud_rules.api import ReasonKind, ReviewReason
from turnout.modules.orders import queries
from turnout.modules.orders.errors import OrderNotFound
from turnout.modules.orders.models import OrderRow, OrderState
from turnout.modules.orders.service import holds, review_holds
from turnout.modules.payments import api as payments
from turnout.modules.payments.api import PaymentRisk, PaymentView

NOT_SOLD = (
    OrderState.HELD,
    OrderState.AWAITING_APPROVAL,
    OrderState.AWAITING_PAYMENT,
    OrderState.UNDER_REVIEW,
    OrderState.EXPIRED,
)


def hold_risky(tx: Transaction, order: OrderRow, every: Sequence[PaymentView]) -> None:
    """Hold an order that is about to be confirmed by what is said of the money that came.

    The order is locked by the caller. What a person decided about it stays decided.
    """
    judged = list(_judged(every))
    if not judged or order.state not in NOT_SOLD:
        return
    rule = fraud_rules.get_risk_rule(tx, order.event_id)
    reasons = [
        _reason(tx, payment, risk)
        for payment, risk in judged
        if fraud_rules.is_risky(rule, risk.level)
    ]
    review_holds.open_review(tx, order, reasons)


def is_verdict_wanted(tx: Transaction, order_id: UUID) -> bool:
    """Whether the provider's verdict decides if the order is confirmed once its money is here."""
    with suppress(OrderNotFound):
        order = queries.find_order(tx, order_id)
        is_sold = order.state not in NOT_SOLD
        return not is_sold and fraud_rules.get_risk_rule(tx, order.event_id).is_active
    return False


def _judged(every: Iterable[PaymentView]) -> Iterable[tuple[PaymentView, PaymentRisk]]:
    for each in every:
        is_here = each.captured_minor > 0 or each.state == holds.AUTHORIZED
        if is_here and each.risk is not None and not each.review_reason:
            yield each, each.risk


def _reason(tx: Transaction, payment: PaymentView, risk: PaymentRisk) -> ReviewReason:
    return ReviewReason(
        kind=ReasonKind.PAYMENT_RISK,
        name=payments.provider_title(tx, payment.connection_id),
        payment_id=payment.id,
        risk_level=risk.level,
        risk_score=risk.score,
        risk_codes=risk.reasons,
        note=risk.message,
    )
