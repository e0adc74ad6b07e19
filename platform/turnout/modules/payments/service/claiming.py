"""Marking an operation as sent before it is, and wording the request."""

from datetime import timedelta
from typing import Final

from turnout.kernel import runtime
from turnout.kernel.db.tx import Transaction
from turnout.modules.payments import rules
from turnout.modules.payments.models import OperationState, Payment, PaymentOperation
from turnout.modules.payments.models import PaymentState as State
from turnout.modules.payments.operations import is_open
from turnout.modules.payments.service.recording import give_up, refund_of
from turnout.modules.payments.types import Errand
from turnout_sdk import payments as sdk
from turnout_sdk.money import Money

LETS_GO: Final = frozenset({State.NEEDS_ACTION, State.AUTHORIZED, State.PROCESSING, State.UNKNOWN})


def claim(tx: Transaction, payment: Payment, operation: PaymentOperation) -> Errand | None:
    """The request to send; None when there is nothing to send now. The payment is locked."""
    if not is_open(operation):
        return None
    is_sent = operation.state == OperationState.SENT.value
    if is_sent and operation.due_at and operation.due_at > tx.now:
        return None
    is_repeat = operation.sent_at is not None
    if not is_repeat and (code := _pointless(tx, payment, operation)):
        give_up(tx, payment, operation, code=code)
        return None
    operation.state = OperationState.SENT.value
    operation.attempts += 1
    operation.sent_at = operation.sent_at or tx.now
    operation.due_at = tx.now + timedelta(seconds=rules.LEASE_SECONDS)
    if operation.kind == "start":
        payment.asked_at = payment.asked_at or tx.now
    return Errand(
        operation_id=operation.id,
        payment_id=payment.id,
        connection_id=payment.connection_id,
        kind=operation.kind,
        request=_request(tx, payment, operation),
        payment_ref=payment.provider_ref,
        is_repeat=is_repeat,
    )


def patience() -> timedelta:
    """How long somebody waits for the provider's page."""
    return timedelta(seconds=runtime.current().settings.payment_seconds)


def _pointless(tx: Transaction, payment: Payment, operation: PaymentOperation) -> str:
    """Why a request is not sent at all, though it was planned; empty when it is."""
    if operation.kind == "start":
        if payment.abandoned_at is not None:
            return "abandoned"
        return "not-started" if tx.now > payment.opened_at + patience() else ""
    if operation.kind == "void" and State(payment.state) not in LETS_GO:
        return "nothing-to-void"
    is_gone = payment.state in (State.CANCELLED.value, State.FAILED.value)
    return "nothing-to-capture" if operation.kind == "capture" and is_gone else ""


def _request(
    tx: Transaction, payment: Payment, operation: PaymentOperation
) -> sdk.Charge | sdk.Refund | sdk.Capture | sdk.Void:
    key, provider_ref = operation.key, payment.provider_ref or ""
    amount = Money(operation.amount_minor, operation.currency)
    if operation.kind == "start":
        return _charge(payment, operation)
    if operation.kind == "capture":
        return sdk.Capture(key=key, provider_ref=provider_ref, amount=amount)
    if operation.kind == "void":
        return sdk.Void(key=key, provider_ref=provider_ref)
    refund = refund_of(tx, operation)
    share = refund.platform_fee_minor
    return sdk.Refund(
        key=key,
        provider_ref=refund.payment_ref or provider_ref,
        amount=amount,
        reason=refund.reason or None,
        platform_fee=Money(share, refund.currency) if share else None,
    )


def _charge(payment: Payment, operation: PaymentOperation) -> sdk.Charge:
    keeps = payment.platform_fee_route == "provider"
    return sdk.Charge(
        key=operation.key,
        reference=str(payment.id),
        amount=Money(operation.amount_minor, operation.currency),
        description=payment.description,
        return_url=payment.return_url,
        cancel_url=payment.cancel_url,
        buyer_email=payment.buyer_email or None,
        locale=payment.locale,
        country=payment.country,
        method=payment.method,
        capture=payment.capture,
        expires_at=payment.opened_at + patience(),
        platform_fee=Money(payment.platform_fee_minor, payment.currency) if keeps else None,
    )
