"""Taking in what a provider told: facts, projection, ledger, and what the others hear of it."""

from collections.abc import Sequence
from datetime import timedelta

from turnout.kernel.tx import Transaction
from turnout.modules.payments import rules
from turnout.modules.payments.counting import REVIEWS, SETTLED
from turnout.modules.payments.facts import (
    PaymentDisputed,
    PaymentFailed,
    PaymentHeldForReview,
    PaymentRefunded,
    PaymentRefundFailed,
    PaymentSettled,
)
from turnout.modules.payments.models import (
    Payment,
    PaymentState,
    Refund,
    RefundState,
    Source,
)
from turnout.modules.payments.queries import ledger, paying
from turnout.modules.payments.rules import Asked, Projection, Told
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update

STAGES = {
    FactKind.DISPUTE_OPENED: "open",
    FactKind.DISPUTE_WON: "won",
    FactKind.DISPUTE_LOST: "lost",
}
REFUND_KINDS = (FactKind.REFUND_PENDING, FactKind.REFUND_SUCCEEDED, FactKind.REFUND_FAILED)


def apply(tx: Transaction, payment: Payment, updates: Sequence[Update], *, source: Source) -> None:
    """Keep what is new, project everything, and announce the difference.

    The payment is locked by the caller. Called without updates it only projects again.
    """
    new: list[tuple[Update, Told]] = []
    for update in updates:
        _learn(tx, payment, update)
        fact = _judged(payment, update)
        if paying.insert_fact(tx, payment.id, fact, update=update, source=source):
            new.append((update, fact))
    every = paying.told(tx, payment.id)
    contradicted = any(_contradicts(update, every) for update in updates)
    _match_refunds(tx, payment, [update for update, fact in new if fact.fault is None])
    _set(tx, payment, rules.project(every, asked=_amount(payment)), contradicted=contradicted)
    for _, fact in new:
        posting = rules.posting_of(fact)
        if posting is not None:
            ledger.post(tx, payment.id, posting)
        _announce_dispute(tx, payment, fact)
    _follow_refunds(tx, payment, every)
    for _, fact in new:
        _announce_refund(tx, payment, fact)
    _plan_poll(tx, payment)


def _learn(tx: Transaction, payment: Payment, update: Update) -> None:
    """A webhook that overtook our own answer tells us the provider's id and account."""
    if payment.provider_ref is None and paying.is_provider_ref_free(
        tx, payment.connection_id, update.provider_ref
    ):
        payment.provider_ref = update.provider_ref
    if payment.account is None:
        payment.account = update.account


def _judged(payment: Payment, update: Update) -> Told:
    fee = update.fee
    asked = Asked(
        payment_id=payment.id,
        amount=_amount(payment),
        provider_ref=payment.provider_ref,
        account=payment.account,
    )
    return Told(
        kind=update.kind,
        object_id=update.object_id,
        amount=update.amount,
        occurred_at=update.occurred_at,
        fee_minor=fee.minor if fee and fee.currency == update.amount.currency else 0,
        fault=rules.fault_of(update, asked),
    )


def _contradicts(update: Update, every: Sequence[Told]) -> bool:
    """The same fact was told before with another amount."""
    return any(
        each.amount != update.amount
        for each in every
        if (each.kind, each.object_id) == (update.kind, update.object_id)
    )


def _set(tx: Transaction, payment: Payment, projection: Projection, *, contradicted: bool) -> None:
    before = PaymentState(payment.state)
    after = rules.state_of(projection, PaymentState(payment.answer_state))
    payment.state = after.value
    payment.captured_minor = projection.captured_minor
    payment.refunded_minor = projection.refunded_minor
    payment.disputed_minor = projection.disputed_minor
    payment.fee_minor = projection.fee_minor
    payment.dispute = projection.dispute
    payment.pending_since = projection.pending_since
    if after not in rules.MAY_STILL_BE_PAID:
        payment.redirect_url = None
    _review(tx, payment, "contradiction" if contradicted else projection.review_reason)
    if payment.review_reason is None:
        _settle(tx, payment)
    if after is PaymentState.FAILED and before is not PaymentState.FAILED:
        tx.record(PaymentFailed(payment_id=payment.id, reference=payment.reference))


def _review(tx: Transaction, payment: Payment, reason: str | None) -> None:
    """Once held, a payment stays held until a person decides."""
    if reason is None or payment.review_reason is not None:
        return
    payment.review_reason = reason
    REVIEWS.add(reason=reason)
    tx.record(
        PaymentHeldForReview(payment_id=payment.id, reference=payment.reference, reason=reason)
    )


def _settle(tx: Transaction, payment: Payment) -> None:
    """Announce what was collected since the last time."""
    more = payment.captured_minor - payment.settled_minor
    if more <= 0:
        return
    payment.settled_minor = payment.captured_minor
    payment.settled_at = payment.settled_at or tx.now
    SETTLED.add()
    tx.record(
        PaymentSettled(
            payment_id=payment.id,
            reference=payment.reference,
            amount_minor=more,
            currency=payment.currency,
        )
    )


def _announce_dispute(tx: Transaction, payment: Payment, fact: Told) -> None:
    stage = STAGES.get(fact.kind)
    if stage is None:
        return
    tx.record(
        PaymentDisputed(
            payment_id=payment.id,
            dispute_id=rules.derived_id(payment.id, fact.object_id),
            reference=payment.reference,
            stage=stage,
            amount_minor=fact.amount.minor,
            currency=fact.amount.currency,
        )
    )


def _match_refunds(tx: Transaction, payment: Payment, updates: Sequence[Update]) -> None:
    """Tie facts about refunds to refunds of ours: by the provider's id, by the key we sent.

    A provider that echoes no key is taken at its amount, as long as our own request is out.
    """
    about = [each for each in updates if each.kind in REFUND_KINDS]
    if not about:
        return
    refunds = {each.id: each for each in paying.list_refunds(tx, payment.id)}
    operations = paying.list_refund_operations(tx, payment.id)
    known = {each.provider_ref for each in refunds.values() if each.provider_ref}
    for update in about:
        if update.object_id in known:
            continue
        for operation in operations:
            refund = refunds[operation.refund_id] if operation.refund_id else None
            if refund is None or refund.provider_ref is not None:
                continue
            is_ours = operation.key == update.key
            may_be = update.key is None and paying.in_flight(operation)
            if is_ours or (may_be and refund.amount_minor == update.amount.minor):
                refund.provider_ref = update.object_id
                known.add(update.object_id)
                break


def _follow_refunds(tx: Transaction, payment: Payment, every: Sequence[Told]) -> None:
    """Move our refunds to what the facts about them say."""
    for refund in paying.list_refunds(tx, payment.id):
        kinds = {each.kind for each in every if each.object_id == refund.provider_ref}
        state = rules.refund_state(kinds)
        if state is not None and state.value != refund.state:
            end_refund(tx, payment, refund, state)
    payment.refunding_minor = min(paying.refunding(tx, payment.id), payment.captured_minor)


def end_refund(
    tx: Transaction, payment: Payment, refund: Refund, state: RefundState, *, code: str = ""
) -> None:
    """Move a refund on; one that failed gives its share of the payment free again."""
    refund.state = state.value
    if state in (RefundState.SUCCEEDED, RefundState.FAILED):
        refund.ended_at = tx.now
    if state is not RefundState.FAILED:
        return
    refund.error_code = code or "failed"
    payment.refunding_minor = min(paying.refunding(tx, payment.id), payment.captured_minor)
    tx.record(
        PaymentRefundFailed(
            payment_id=payment.id,
            refund_id=refund.id,
            reference=payment.reference,
            amount_minor=refund.amount_minor,
            currency=refund.currency,
        )
    )


def _announce_refund(tx: Transaction, payment: Payment, fact: Told) -> None:
    if fact.kind is not FactKind.REFUND_SUCCEEDED or fact.fault is not None:
        return
    ours = [
        each.id
        for each in paying.list_refunds(tx, payment.id)
        if each.provider_ref == fact.object_id
    ]
    tx.record(
        PaymentRefunded(
            payment_id=payment.id,
            refund_id=ours[0] if ours else rules.derived_id(payment.id, fact.object_id),
            reference=payment.reference,
            amount_minor=fact.amount.minor,
            currency=fact.amount.currency,
        )
    )


def _plan_poll(tx: Transaction, payment: Payment) -> None:
    """Ask on while something is under way, and no longer."""
    waits = any(
        each.state == RefundState.PENDING.value for each in paying.list_refunds(tx, payment.id)
    )
    if not waits and PaymentState(payment.state) not in rules.MAY_STILL_BE_PAID:
        payment.poll_at = None
    elif waits and payment.poll_at is None:
        payment.poll_at = tx.now + timedelta(seconds=rules.FIRST_POLL_SECONDS)


def _amount(payment: Payment) -> Money:
    return Money(payment.amount_minor, payment.currency)
