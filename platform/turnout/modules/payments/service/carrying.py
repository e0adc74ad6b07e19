"""Carrying out operations: the row with its key is committed, then the provider is asked."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.tasks import enqueue
from turnout.kernel.tx import Transaction, transaction
from turnout.modules.payments import asking, rules
from turnout.modules.payments.models import (
    OperationState,
    Payment,
    PaymentOperation,
    PaymentState,
    Refund,
    RefundState,
    Source,
)
from turnout.modules.payments.queries import paying
from turnout.modules.payments.records import Errand, Outcome, Started
from turnout.modules.payments.service.applying import apply
from turnout.modules.payments.service.returning import end_refund
from turnout_sdk import payments as sdk
from turnout_sdk.money import Money

FINISHED: Final = (OperationState.DONE.value, OperationState.FAILED.value)


def start(ctx: OrganizationContext, payment_id: UUID) -> Started:
    """Ask the provider for the payment, or say where it stands; safe to call again.

    `pending` without an address: the provider is being asked by somebody else; ask again soon.
    """
    with transaction(ctx) as tx:
        payment = paying.lock_payment(tx, payment_id)
        errand = _claim(tx, payment, paying.start_of(tx, payment_id))
        standing = _started(payment)
    if errand is None:
        return standing
    outcome = asking.carry_out(ctx, errand)
    with transaction(ctx) as tx:
        payment = paying.lock_payment(tx, payment_id)
        _record(tx, payment, errand, outcome)
        if outcome.word == "busy":
            arguments = (str(ctx.organization_id), str(errand.operation_id))
            tx.after_commit.append(lambda: enqueue("payments.carry_out", *arguments))
        return _started(payment)


def carry_out(ctx: OrganizationContext, operation_id: UUID) -> None:
    """Carry out one operation, unless it is finished or under way."""
    with transaction(ctx) as tx:
        found = paying.find_operation(tx, operation_id)
        if found is None or found.state in FINISHED:
            return
        payment = paying.lock_payment(tx, found.payment_id)
        errand = _claim(tx, payment, paying.reread(tx, found))
    if errand is None:
        return
    outcome = asking.carry_out(ctx, errand)
    with transaction(ctx) as tx:
        _record(tx, paying.lock_payment(tx, errand.payment_id), errand, outcome)


def list_due(ctx: SystemContext, *, limit: int = 200) -> list[tuple[UUID, UUID]]:
    """(organization, operation) that should be tried now."""
    with transaction(ctx) as tx:
        return paying.due_operations(tx, limit=limit)


def _claim(tx: Transaction, payment: Payment, operation: PaymentOperation) -> Errand | None:
    """Mark an operation as sent, before it is; None when there is nothing to send now."""
    state = OperationState(operation.state)
    if state.value in FINISHED:
        return None
    if state is OperationState.SENT and operation.due_at and operation.due_at > tx.now:
        return None
    is_repeat = operation.sent_at is not None
    if operation.kind == "start" and not is_repeat and _is_too_late(tx, payment):
        _give_up(tx, payment, operation, code="not-started")
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
        request=_charge(payment, operation)
        if operation.refund_id is None
        else _refund(tx, payment, operation),
        is_repeat=is_repeat,
    )


def _charge(payment: Payment, operation: PaymentOperation) -> sdk.Charge:
    return sdk.Charge(
        key=operation.key,
        reference=str(payment.id),
        amount=Money(operation.amount_minor, operation.currency),
        description=payment.description,
        return_url=payment.return_url,
        cancel_url=payment.cancel_url,
        buyer_email=payment.buyer_email or None,
        locale=payment.locale,
        expires_at=payment.opened_at + _patience(),
    )


def _refund(tx: Transaction, payment: Payment, operation: PaymentOperation) -> sdk.Refund:
    return sdk.Refund(
        key=operation.key,
        provider_ref=payment.provider_ref or "",
        amount=Money(operation.amount_minor, operation.currency),
        reason=_refund_of(tx, operation).reason or None,
    )


def _record(tx: Transaction, payment: Payment, errand: Errand, outcome: Outcome) -> None:
    """Write down how a request ended; the payment is locked by the caller."""
    operation = paying.get_operation(tx, errand.operation_id)
    if operation.state in FINISHED:
        return
    operation.error = (outcome.code or outcome.detail)[:300]
    payment.longest_pending_seconds = max(
        payment.longest_pending_seconds, outcome.longest_pending_seconds
    )
    if outcome.operation is not None:
        _record_answer(tx, payment, operation, outcome.operation)
    elif outcome.word == "refused":
        _give_up(tx, payment, operation, code=outcome.code)
    else:
        _try_later(tx, payment, operation, errand, outcome)


def _record_answer(
    tx: Transaction, payment: Payment, operation: PaymentOperation, answer: sdk.Operation
) -> None:
    operation.state = OperationState.DONE.value
    operation.due_at, operation.finished_at, operation.error = None, tx.now, ""
    if operation.refund_id is None:
        _take_start(tx, payment, answer)
    else:
        refund = _refund_of(tx, operation)
        refund.provider_ref = refund.provider_ref or answer.provider_ref
        if answer.state is sdk.OperationState.FAILED and not answer.facts:
            end_refund(tx, payment, refund, RefundState.FAILED, code=answer.code or "")
        elif refund.state == RefundState.REQUESTED.value:
            refund.state = RefundState.PENDING.value
    apply(tx, payment, answer.facts, source=Source.ANSWER)


def _take_start(tx: Transaction, payment: Payment, answer: sdk.Operation) -> None:
    """A webhook that was faster may have told the provider's id already."""
    payment.provider_ref = payment.provider_ref or answer.provider_ref
    payment.answer_state = rules.ANSWERS.get(answer.state, PaymentState.PROCESSING).value
    payment.error_code = answer.code
    payment.redirect_url = answer.redirect_url
    payment.action_expires_at = answer.next_action.expires_at if answer.next_action else None
    payment.poll_at = tx.now + timedelta(seconds=rules.FIRST_POLL_SECONDS)


def _give_up(tx: Transaction, payment: Payment, operation: PaymentOperation, *, code: str) -> None:
    operation.state = OperationState.FAILED.value
    operation.due_at, operation.finished_at = None, tx.now
    if operation.refund_id is not None:
        refund = _refund_of(tx, operation)
        if refund.state in (RefundState.REQUESTED.value, RefundState.PENDING.value):
            end_refund(tx, payment, refund, RefundState.FAILED, code=code)
        return
    payment.answer_state = PaymentState.FAILED.value
    payment.error_code = code
    apply(tx, payment, (), source=Source.ANSWER)


def _try_later(
    tx: Transaction,
    payment: Payment,
    operation: PaymentOperation,
    errand: Errand,
    outcome: Outcome,
) -> None:
    """Not sent: the same again. Unclear, now or an earlier time: first ask what became of it."""
    if outcome.word == "busy":
        operation.attempts -= 1  # our own places were taken: no fault of the provider's
    wait = rules.pause(operation.attempts)
    if outcome.retry_after_seconds:
        wait = max(wait, timedelta(seconds=min(outcome.retry_after_seconds, 3600)))
    operation.due_at = tx.now + wait
    is_unknown = errand.is_repeat or outcome.word == "unclear"
    operation.state = (OperationState.UNKNOWN if is_unknown else OperationState.PLANNED).value
    if not is_unknown:
        operation.sent_at = None
    if operation.kind == "start":
        answer = PaymentState.UNKNOWN if is_unknown else PaymentState.PENDING
        payment.answer_state = answer.value
        payment.asked_at = payment.asked_at if is_unknown else None
        apply(tx, payment, (), source=Source.ANSWER)


def _is_too_late(tx: Transaction, payment: Payment) -> bool:
    """Whoever waited so long for the provider's page is gone."""
    return tx.now > payment.opened_at + _patience()


def _patience() -> timedelta:
    return timedelta(seconds=runtime.current().settings.payment_seconds)


def _refund_of(tx: Transaction, operation: PaymentOperation) -> Refund:
    return next(
        each
        for each in paying.list_refunds(tx, operation.payment_id)
        if each.id == operation.refund_id
    )


def _started(payment: Payment) -> Started:
    waits = payment.state == PaymentState.NEEDS_ACTION.value
    return Started(state=payment.state, redirect_url=payment.redirect_url if waits else None)
