"""Review: approve or refuse a payment that was held."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.payments import policies, rules
from turnout.modules.payments.enums import MAY_STILL_BE_PAID, Decision, PaymentState, Source
from turnout.modules.payments.errors import NotUnderReview, OtherCurrency, OtherPayment
from turnout.modules.payments.facts import PaymentFailed
from turnout.modules.payments.metrics import DECISIONS
from turnout.modules.payments.models import PaymentRow
from turnout.modules.payments.provider_objects import COLLECTED
from turnout.modules.payments.queries import payments
from turnout.modules.payments.service.apply_updates import apply, publish_authorized
from turnout.modules.payments.service.refunds import refund_misdirected
from turnout.modules.payments.service.voids import void_or_expire
from turnout.modules.payments.types import PaymentView


def decide_review(
    ctx: OrganizationContext, payment_id: UUID, *, approve: bool, reason: str
) -> PaymentView:
    """Approve or refuse a held payment; the reason is kept with it and in the audit log.

    Approved: what was collected counts, as it is. Refused, for good: what was collected, now or
    later, goes back by itself; what was only authorized is let go. What is told afterwards and
    does not fit either holds an approved payment again. Of a payment that is not held itself,
    what lies astray in other payments of the provider's can be refused.
    """
    policies.require_can_review(ctx)
    with transaction(ctx) as tx:
        payment = payments.lock_payment(tx, payment_id)
        is_held = payment.review_reason is not None
        is_refused = payment.review_decision == Decision.REFUSED.value
        if is_refused or not (is_held or payment.stray_minor > 0):
            raise NotUnderReview
        decision = Decision.APPROVED if approve else Decision.REFUSED
        payment.review_note, payment.reviewed_at = reason, tx.now
        if is_held:
            _decide(tx, payment, decision)
        elif approve:
            raise OtherPayment
        else:
            refund_misdirected(tx, payment, payments.list_observations(tx, payment))
        DECISIONS.add(decision=decision.value)
        return PaymentView.of(payment, now=tx.now)


def _decide(tx: Transaction, payment: PaymentRow, decision: Decision) -> None:
    payment.reviewed_facts = [str(each.id) for each in payments.list_facts(tx, payment.id)]
    if decision is Decision.APPROVED:
        _require_approvable(tx, payment)
    payment.review_decision = decision.value
    apply(tx, payment, (), source=Source.ANSWER, is_decided=True)
    if decision is Decision.REFUSED:
        _refuse(tx, payment)
    elif payment.state == PaymentState.AUTHORIZED.value:
        publish_authorized(tx, payment)


def _require_approvable(tx: Transaction, payment: PaymentRow) -> None:
    """Refuse to approve money in another currency or in another payment of the provider's."""
    incomes = [each for each in payments.list_observations(tx, payment) if each.kind in COLLECTED]
    if any(each.fault == "currency" for each in incomes):
        raise OtherCurrency
    if any(each.is_misdirected for each in incomes):
        raise OtherPayment


def _refuse(tx: Transaction, payment: PaymentRow) -> None:
    """Void what is open; publish the failure unless another payment may still be paid."""
    if PaymentState(payment.state) in MAY_STILL_BE_PAID:
        void_or_expire(tx, payment)
    others = [
        each
        for each in payments.list_of_reference(tx, payment.reference)
        if each.id != payment.id and rules.is_payable(each, now=tx.now)
    ]
    if not others and payment.state != PaymentState.FAILED.value:
        tx.publish(PaymentFailed(payment_id=payment.id, reference=payment.reference))
