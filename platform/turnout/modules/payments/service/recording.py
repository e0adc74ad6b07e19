"""Writing down how a request to a provider ended; the payment is locked by the caller."""

from datetime import timedelta

from turnout.kernel.db.tx import Transaction
from turnout.modules.payments import rules, tokens
from turnout.modules.payments.models import (
    OperationState,
    Payment,
    PaymentOperation,
    PaymentState,
    Refund,
    RefundState,
    Source,
)
from turnout.modules.payments.operations import is_open
from turnout.modules.payments.queries import paying
from turnout.modules.payments.service.applying import apply, ask_soon
from turnout.modules.payments.service.letting_go import let_go
from turnout.modules.payments.service.returning import end_refund
from turnout.modules.payments.types import Errand, Outcome
from turnout_sdk import payments as sdk


def record(tx: Transaction, payment: Payment, errand: Errand, outcome: Outcome) -> None:
    """Take the outcome in, once."""
    operation = paying.get_operation(tx, errand.operation_id)
    if not is_open(operation):
        return
    operation.error = (outcome.code or outcome.detail)[:300]
    payment.longest_pending_seconds = max(
        payment.longest_pending_seconds, outcome.longest_pending_seconds
    )
    if outcome.operation is not None:
        _record_answer(tx, payment, operation, outcome.operation)
    elif outcome.word == "refused":
        give_up(tx, payment, operation, code=outcome.code, is_final=not outcome.may_change)
    else:
        _try_later(tx, payment, operation, errand, outcome)


def give_up(
    tx: Transaction,
    payment: Payment,
    operation: PaymentOperation,
    *,
    code: str,
    is_final: bool = True,
) -> None:
    """It will not happen: refused by the provider, for good or by our settings; or pointless."""
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
        apply(tx, payment, (), source=Source.ANSWER)
    else:
        ask_soon(tx, payment)  # it stands otherwise than we thought


def _record_answer(
    tx: Transaction, payment: Payment, operation: PaymentOperation, answer: sdk.Operation
) -> None:
    operation.state = OperationState.DONE.value
    operation.due_at, operation.finished_at, operation.error = None, tx.now, ""
    if operation.kind == "start":
        _take_start(tx, payment, answer)
    elif operation.refund_id is not None:
        _take_refund(tx, payment, refund_of(tx, operation), answer)
    elif answer.state is sdk.OperationState.FAILED:
        operation.state, operation.error = OperationState.FAILED.value, answer.code or "failed"
    elif operation.kind == "void" and answer.state in rules.ANSWERS:
        payment.answer_state = rules.ANSWERS[answer.state].value
    apply(tx, payment, answer.facts, source=Source.ANSWER)
    if operation.kind == "start" and payment.abandoned_at is not None:
        let_go(tx, payment)


def _take_start(tx: Transaction, payment: Payment, answer: sdk.Operation) -> None:
    """The provider's answer has the last word on which payment is ours."""
    payment.provider_ref, payment.ref_is_learned = answer.provider_ref, False
    payment.answer_state = rules.ANSWERS.get(answer.state, PaymentState.PROCESSING).value
    payment.error_code = answer.code
    payment.poll_at = tx.now + timedelta(seconds=rules.FIRST_POLL_SECONDS)
    keep_action(payment, answer)


def keep_action(payment: Payment, answer: sdk.Operation) -> None:
    """Keep what the buyer has to do, so that a reloaded page shows it again."""
    action = answer.next_action
    payment.redirect_url = answer.redirect_url
    payment.flow = action.flow.value if action else None
    payment.client_token = tokens.seal(payment, action.client_token if action else None)
    options = action.client_options if action else None
    payment.client_options = dict(options) if options else None
    said = action.instructions if action else None
    payment.instructions = [part for pair in said.items() for part in pair] if said else None
    payment.action_expires_at = action.expires_at if action else None


def _take_refund(tx: Transaction, payment: Payment, refund: Refund, answer: sdk.Operation) -> None:
    refund.provider_ref = refund.provider_ref or answer.provider_ref
    if answer.state is sdk.OperationState.FAILED and not answer.facts:
        end_refund(tx, payment, refund, RefundState.FAILED, code=answer.code or "")
    elif refund.state == RefundState.REQUESTED.value:
        refund.state = RefundState.PENDING.value


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


def refund_of(tx: Transaction, operation: PaymentOperation) -> Refund:
    """The refund that an operation asks for."""
    return next(
        each
        for each in paying.list_refunds(tx, operation.payment_id)
        if each.id == operation.refund_id
    )
