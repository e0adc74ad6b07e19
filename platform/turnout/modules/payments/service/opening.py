"""Opening a payment, and what those who opened it may ask about it; all inside their own tx."""

from datetime import datetime
from uuid import UUID

from turnout.kernel.ids import new_id
from turnout.kernel.tasks import enqueue
from turnout.kernel.tx import Transaction
from turnout.modules.payments import rules
from turnout.modules.payments.errors import Disputed, RefundKeyReused, TooMuchToRefund
from turnout.modules.payments.models import (
    OperationState,
    Payment,
    PaymentOperation,
    PaymentState,
    Refund,
    RefundState,
)
from turnout.modules.payments.queries import paying
from turnout.modules.payments.records import PaymentView
from turnout.modules.payments.views import view_of
from turnout_sdk.money import Money


def open_payment(  # noqa: PLR0913  the whole of what a payment page shows
    tx: Transaction,
    *,
    reference: UUID,
    amount: Money,
    description: str,
    buyer_email: str,
    locale: str,
    return_url: str,
    cancel_url: str,
    connection_id: UUID,
) -> UUID:
    """Write a payment and the operation, with its key, that will ask the provider for it.

    Nothing is sent: call `start` after the commit. The provider is told the payment's id, not
    the reference, so that two payments for one thing cannot be mistaken for each other.
    """
    payment = Payment(
        id=new_id(),
        connection_id=connection_id,
        reference=reference,
        amount_minor=amount.minor,
        currency=amount.currency,
        description=description,
        buyer_email=buyer_email,
        locale=locale,
        return_url=return_url,
        cancel_url=cancel_url,
        state=PaymentState.PENDING.value,
        answer_state=PaymentState.PENDING.value,
        captured_minor=0,
        settled_minor=0,
        refunded_minor=0,
        refunding_minor=0,
        disputed_minor=0,
        fee_minor=0,
        longest_pending_seconds=0,
        opened_at=tx.now,
        polls=0,
    )
    start = _operation(tx, payment, "start", amount=amount, refund_id=None)
    paying.add_payment(tx, payment, start)
    return payment.id


def request_refund(
    tx: Transaction, *, payment_id: UUID, amount: Money, reason: str, key: str
) -> UUID:
    """Write a refund for a worker to carry out; its id. The same key is the same refund.

    The payment stays locked until the caller commits, so that refunds asked for at once never
    add up to more than was collected. TooMuchToRefund says how much is left.
    """
    payment = paying.lock_payment(tx, payment_id)
    refunds = paying.list_refunds(tx, payment_id)
    earlier = next((each for each in refunds if each.key == key), None)
    if earlier is not None:
        if Money(earlier.amount_minor, earlier.currency) != amount:
            raise RefundKeyReused
        return earlier.id
    if payment.dispute in ("open", "lost"):
        raise Disputed
    left = _refundable(tx, payment)
    if amount.currency != payment.currency or not 0 < amount.minor <= left:
        raise TooMuchToRefund(refundable_minor=left, currency=payment.currency)
    refund = Refund(
        id=new_id(),
        payment_id=payment_id,
        key=key,
        amount_minor=amount.minor,
        currency=amount.currency,
        reason=reason,
        state=RefundState.REQUESTED.value,
        requested_at=tx.now,
    )
    operation = _operation(tx, payment, "refund", amount=amount, refund_id=refund.id)
    paying.add_refund(tx, refund, operation)
    payment.refunding_minor += amount.minor
    payment.polls = 0
    arguments = (str(tx.organization_id), str(operation.id))
    tx.after_commit.append(lambda: enqueue("payments.carry_out", *arguments))
    return refund.id


def find_payment_of(tx: Transaction, reference: UUID) -> PaymentView | None:
    """The newest payment that was opened for a reference."""
    rows = paying.list_of_reference(tx, reference)
    return view_of(rows[0], now=tx.now) if rows else None


def list_payments_of(tx: Transaction, reference: UUID) -> list[PaymentView]:
    """Every payment that was opened for a reference, the newest first."""
    return [view_of(row, now=tx.now) for row in paying.list_of_reference(tx, reference)]


def under_way_until(tx: Transaction, reference: UUID) -> datetime | None:
    """Until when a payment for the reference may keep its stock; None when none is under way.

    A page that was opened and never used is not under way; what the bank is working on is, for
    as long as the provider says it may take.
    """
    untils = [
        rules.keeps_until(
            PaymentState(each.state),
            pending_since=each.pending_since,
            asked_at=each.asked_at,
            longest=each.longest_pending_seconds,
        )
        for each in paying.list_of_reference(tx, reference)
        if each.review_reason is None
    ]
    return max((until for until in untils if until is not None and until > tx.now), default=None)


def _refundable(tx: Transaction, payment: Payment) -> int:
    """What was collected, less what went back or is on its way, by us or at the provider."""
    mine = {each.provider_ref for each in paying.list_refunds(tx, payment.id)}
    foreign = rules.project(
        [each for each in paying.told(tx, payment.id) if each.object_id not in mine],
        asked=Money(payment.amount_minor, payment.currency),
    )
    gone = foreign.refunded_minor + foreign.returning_minor
    return max(0, payment.captured_minor - payment.refunding_minor - gone)


def _operation(
    tx: Transaction, payment: Payment, kind: str, *, amount: Money, refund_id: UUID | None
) -> PaymentOperation:
    operation_id = new_id()
    return PaymentOperation(
        id=operation_id,
        payment_id=payment.id,
        refund_id=refund_id,
        kind=kind,
        key=f"{kind}-{operation_id}",
        amount_minor=amount.minor,
        currency=amount.currency,
        state=OperationState.PLANNED.value,
        attempts=0,
        error="",
        planned_at=tx.now,
        due_at=tx.now + rules.pause(2),
    )
