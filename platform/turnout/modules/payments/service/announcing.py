"""What others hear when a payment moves: once for each thing that came true."""

from dataclasses import dataclass

from turnout.kernel.db.tx import Transaction
from turnout.modules.payments.facts import (
    PaymentAuthorized,
    PaymentFailed,
    PaymentHeldForReview,
    PaymentSettled,
    PaymentVoided,
)
from turnout.modules.payments.metrics import REVIEWS, SETTLED
from turnout.modules.payments.models import Decision, Payment, PaymentState


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a payment stood before something was taken in."""

    state: PaymentState
    is_held: bool


def standing_of(payment: Payment) -> Standing:
    return Standing(state=PaymentState(payment.state), is_held=payment.review_reason is not None)


def announce(tx: Transaction, payment: Payment, *, before: Standing, reason: str | None) -> None:
    """Hold the payment if there is a reason; else say what is new since `before`."""
    _hold(tx, payment, reason)
    if payment.review_reason is None:
        settle(tx, payment)
    after = PaymentState(payment.state)
    if after is before.state:
        return
    if after is PaymentState.FAILED:
        tx.publish(PaymentFailed(payment_id=payment.id, reference=payment.reference))
    elif after is PaymentState.CANCELLED:
        tx.publish(PaymentVoided(payment_id=payment.id, reference=payment.reference))
    elif after is PaymentState.AUTHORIZED and payment.review_reason is None:
        authorized(tx, payment)


def authorized(tx: Transaction, payment: Payment) -> None:
    """Only where somebody has to collect it; else the money follows by itself."""
    if payment.capture:
        return
    tx.publish(
        PaymentAuthorized(
            payment_id=payment.id,
            reference=payment.reference,
            amount_minor=payment.authorized_minor,
            currency=payment.currency,
            expires_at=payment.authorized_until,
        )
    )


def settle(tx: Transaction, payment: Payment) -> None:
    """Announce what was collected since the last time."""
    more = payment.captured_minor - payment.settled_minor
    if more <= 0:
        return
    payment.settled_minor = payment.captured_minor
    payment.settled_at = payment.settled_at or tx.now
    SETTLED.add()
    tx.publish(
        PaymentSettled(
            payment_id=payment.id,
            reference=payment.reference,
            amount_minor=more,
            currency=payment.currency,
        )
    )


def _hold(tx: Transaction, payment: Payment, reason: str | None) -> None:
    """Hold the payment while its facts give a reason that no person has decided about.

    What turned out to be about another payment lifts the hold; a refusal stays for good.
    """
    if payment.review_decision == Decision.REFUSED.value:
        return
    is_news = reason is not None and payment.review_reason is None
    payment.review_reason = reason
    if is_news and reason is not None:
        REVIEWS.add(reason=reason)
        tx.publish(
            PaymentHeldForReview(payment_id=payment.id, reference=payment.reference, reason=reason)
        )
