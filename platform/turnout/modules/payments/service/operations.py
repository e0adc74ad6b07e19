"""Operations (start, capture, refund, void): lease one, send it to the provider, record its end."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.payments import gateway_calls, rules
from turnout.modules.payments.gateway_calls import Outcome, ProviderRequest
from turnout.modules.payments.models import (
    MAY_STILL_BE_PAID,
    OperationState,
    PaymentOperationRow,
    PaymentRow,
    PaymentState,
    RefundRow,
    RefundState,
    Source,
)
from turnout.modules.payments.queries import operations, payments
from turnout.modules.payments.queries.operations import is_open
from turnout.modules.payments.queries.refunds import list_refunds
from turnout.modules.payments.service import payment_methods
from turnout.modules.payments.service.apply_updates import apply_updates, poll_soon
from turnout.modules.payments.service.captures import void_or_expire
from turnout.modules.payments.service.refunds import end_refund
from turnout.modules.payments.types import Started
from turnout_sdk import payments as sdk
from turnout_sdk.money import Money

VOIDABLE_STATES: Final = MAY_STILL_BE_PAID - {PaymentState.PENDING}


def start(ctx: OrganizationContext, payment_id: UUID) -> Started:
    """Start a payment at its provider, or return its state; safe to call again.

    `pending` without an action: the provider is being asked by somebody else; ask again soon.
    """
    with transaction(ctx) as tx:
        payment = payments.lock_payment(tx, payment_id)
        request = lease(tx, payment, operations.get_start(tx, payment_id))
        standing = _started(tx, payment)
    if request is None:
        return standing
    outcome = gateway_calls.execute(ctx, request)
    with transaction(ctx) as tx:
        payment = payments.lock_payment(tx, payment_id)
        record(tx, payment, request, outcome)
        if outcome.status == "busy":
            arguments = (str(ctx.organization_id), str(request.operation_id))
            tx.after_commit.append(lambda: enqueue("payments.carry_out", *arguments))
        return _started(tx, payment)


def execute(ctx: OrganizationContext, operation_id: UUID) -> None:
    """Carry out one operation, unless it is finished or under way."""
    with transaction(ctx) as tx:
        found = operations.find_operation(tx, operation_id)
        if found is None or not is_open(found):
            return
        payment = payments.lock_payment(tx, found.payment_id)
        request = lease(tx, payment, operations.reread(tx, found))
    if request is None:
        return
    outcome = gateway_calls.execute(ctx, request)
    with transaction(ctx) as tx:
        record(tx, payments.lock_payment(tx, request.payment_id), request, outcome)


def list_due(ctx: SystemContext, *, limit: int = 200) -> list[tuple[UUID, UUID]]:
    """List (organization, operation) that are due."""
    with transaction(ctx) as tx:
        return operations.list_due_operations(tx, limit=limit)


def _started(tx: Transaction, payment: PaymentRow) -> Started:
    waits = payment.state == PaymentState.NEEDS_ACTION.value
    return Started(
        state=payment.state,
        redirect_url=payment.redirect_url if waits else None,
        next_action=payment_methods.with_module(
            tx, payment.connection_id, payment_methods.next_action_of(payment, now=tx.now)
        ),
    )


def lease(
    tx: Transaction, payment: PaymentRow, operation: PaymentOperationRow
) -> ProviderRequest | None:
    """Lease an operation: mark it as sent and make its request; None when nothing is to be sent.

    The payment is locked by the caller.
    """
    if not is_open(operation):
        return None
    is_sent = operation.state == OperationState.SENT.value
    longest = tx.now + timedelta(seconds=rules.LEASE_SECONDS)
    # A lease beyond the longest was made by a clock that has jumped back: it bounds nothing.
    if is_sent and operation.due_at and tx.now < operation.due_at <= longest:
        return None
    is_repeat = operation.sent_at is not None
    if not is_repeat and (code := _skip_reason(tx, payment, operation)):
        give_up(tx, payment, operation, code=code)
        return None
    operation.state = OperationState.SENT.value
    operation.attempts += 1
    operation.sent_at = operation.sent_at or tx.now
    operation.due_at = tx.now + timedelta(seconds=rules.LEASE_SECONDS)
    if operation.kind == "start":
        payment.asked_at = payment.asked_at or tx.now
    return ProviderRequest(
        operation_id=operation.id,
        payment_id=payment.id,
        connection_id=payment.connection_id,
        kind=operation.kind,
        payload=_payload(tx, payment, operation),
        payment_ref=payment.provider_ref,
        is_repeat=is_repeat,
        age_seconds=(tx.now - operation.sent_at).total_seconds(),
    )


def start_timeout() -> timedelta:
    """The time within which a payment has to be started at the provider."""
    return timedelta(seconds=runtime.current().settings.payment_seconds)


def _skip_reason(tx: Transaction, payment: PaymentRow, operation: PaymentOperationRow) -> str:
    """The reason not to send a planned operation; empty when it is sent."""
    if operation.kind == "start":
        if payment.abandoned_at is not None:
            return "abandoned"
        return "not-started" if tx.now > payment.opened_at + start_timeout() else ""
    if operation.kind == "void" and PaymentState(payment.state) not in VOIDABLE_STATES:
        return "nothing-to-void"
    is_gone = payment.state in (PaymentState.CANCELLED.value, PaymentState.FAILED.value)
    return "nothing-to-capture" if operation.kind == "capture" and is_gone else ""


def _payload(
    tx: Transaction, payment: PaymentRow, operation: PaymentOperationRow
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


def _charge(payment: PaymentRow, operation: PaymentOperationRow) -> sdk.Charge:
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
        expires_at=payment.opened_at + start_timeout(),
        platform_fee=Money(payment.platform_fee_minor, payment.currency) if keeps else None,
    )


def record(
    tx: Transaction, payment: PaymentRow, request: ProviderRequest, outcome: Outcome
) -> None:
    """Record the outcome of an operation, once."""
    operation = operations.get_operation(tx, request.operation_id)
    if not is_open(operation):
        return
    operation.error = (outcome.code or outcome.detail)[:300]
    payment.longest_pending_seconds = max(
        payment.longest_pending_seconds, outcome.longest_pending_seconds
    )
    if outcome.operation is not None:
        _record_answer(tx, payment, operation, outcome.operation)
    elif outcome.status == "refused":
        give_up(tx, payment, operation, code=outcome.code, is_final=not outcome.may_change)
    else:
        _schedule_retry(tx, payment, operation, request, outcome)


def give_up(
    tx: Transaction,
    payment: PaymentRow,
    operation: PaymentOperationRow,
    *,
    code: str,
    is_final: bool = True,
) -> None:
    """End an operation as failed: refused by the provider, by our settings, or skipped."""
    operation.state = OperationState.FAILED.value
    operation.error = code
    operation.due_at, operation.finished_at = None, tx.now
    if operation.refund_id is not None:
        refund = refund_of(tx, operation)
        if refund.state in (RefundState.REQUESTED.value, RefundState.PENDING.value):
            end_refund(tx, payment, refund, RefundState.FAILED, code=code, is_refused=is_final)
    elif operation.kind == "start":
        is_unwanted = payment.abandoned_at is not None
        answer = PaymentState.CANCELLED if is_unwanted else PaymentState.FAILED
        payment.answer_state = answer.value
        payment.error_code = code
        apply_updates(tx, payment, (), source=Source.ANSWER)
    else:
        poll_soon(tx, payment)  # it stands otherwise than we thought


def _record_answer(
    tx: Transaction, payment: PaymentRow, operation: PaymentOperationRow, answer: sdk.Operation
) -> None:
    operation.state = OperationState.DONE.value
    operation.due_at, operation.finished_at, operation.error = None, tx.now, ""
    if operation.kind == "start":
        _record_start(tx, payment, answer)
    elif operation.refund_id is not None:
        _record_refund(tx, payment, refund_of(tx, operation), answer)
    elif answer.state is sdk.OperationState.FAILED:
        operation.state, operation.error = OperationState.FAILED.value, answer.code or "failed"
    elif operation.kind == "void" and answer.state in rules.ANSWERS:
        payment.answer_state = rules.ANSWERS[answer.state].value
    apply_updates(tx, payment, answer.facts, source=Source.ANSWER)
    if operation.kind == "start" and payment.abandoned_at is not None:
        void_or_expire(tx, payment)


def _record_start(tx: Transaction, payment: PaymentRow, answer: sdk.Operation) -> None:
    """Record a start: the answer has the last word on which of its payments is ours."""
    payment.provider_ref, payment.ref_is_learned = answer.provider_ref, False
    payment.answer_state = rules.ANSWERS.get(answer.state, PaymentState.PROCESSING).value
    payment.error_code = answer.code
    payment.poll_at = tx.now + timedelta(seconds=rules.FIRST_POLL_SECONDS)
    payment_methods.store_next_action(payment, answer)


def _record_refund(
    tx: Transaction, payment: PaymentRow, refund: RefundRow, answer: sdk.Operation
) -> None:
    refund.provider_ref = refund.provider_ref or answer.provider_ref
    if answer.state is sdk.OperationState.FAILED and not answer.facts:
        end_refund(tx, payment, refund, RefundState.FAILED, code=answer.code or "")
    elif refund.state == RefundState.REQUESTED.value:
        refund.state = RefundState.PENDING.value


def _schedule_retry(
    tx: Transaction,
    payment: PaymentRow,
    operation: PaymentOperationRow,
    request: ProviderRequest,
    outcome: Outcome,
) -> None:
    """Schedule the next attempt; after an unclear one the provider is first asked what it did."""
    if outcome.status == "busy":
        operation.attempts -= 1  # our own places were taken: no fault of the provider's
    wait = rules.retry_delay(operation.attempts)
    if outcome.retry_after_seconds:
        wait = max(wait, timedelta(seconds=min(outcome.retry_after_seconds, 3600)))
    operation.due_at = tx.now + wait
    is_unknown = request.is_repeat or outcome.status == "unclear"
    operation.state = (OperationState.UNKNOWN if is_unknown else OperationState.PLANNED).value
    if not is_unknown:
        operation.sent_at = None
    if operation.kind == "start":
        answer = PaymentState.UNKNOWN if is_unknown else PaymentState.PENDING
        payment.answer_state = answer.value
        payment.asked_at = payment.asked_at if is_unknown else None
        apply_updates(tx, payment, (), source=Source.ANSWER)


def refund_of(tx: Transaction, operation: PaymentOperationRow) -> RefundRow:
    """Get the refund that an operation asks for."""
    return next(
        each for each in list_refunds(tx, operation.payment_id) if each.id == operation.refund_id
    )
