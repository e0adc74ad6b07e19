"""Rows of what is to be asked of a provider, written with their keys before anything is sent."""

from datetime import datetime

from turnout.kernel.ids import new_id
from turnout.modules.payments import rules
from turnout.modules.payments.models import OperationState, Payment, PaymentOperation
from turnout_sdk.money import Money


def planned(
    payment: Payment, kind: str, *, amount: Money, now: datetime, key: str | None = None
) -> PaymentOperation:
    """An operation that a worker carries out; `key` is the asker's, the provider sees our own."""
    operation_id = new_id()
    return PaymentOperation(
        id=operation_id,
        payment_id=payment.id,
        refund_id=None,
        kind=kind,
        key=f"{kind}-{operation_id}",
        asked_key=key,
        amount_minor=amount.minor,
        currency=amount.currency,
        state=OperationState.PLANNED.value,
        attempts=0,
        error="",
        planned_at=now,
        due_at=now + rules.pause(2),
    )


def is_open(operation: PaymentOperation) -> bool:
    """Whether it is still to be carried out, or being so."""
    return operation.state not in (OperationState.DONE.value, OperationState.FAILED.value)


def in_flight(operation: PaymentOperation) -> bool:
    """Whether it may have reached the provider and nobody knows what became of it."""
    return operation.state in (OperationState.SENT.value, OperationState.UNKNOWN.value)
