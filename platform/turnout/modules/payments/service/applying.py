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
    PaymentSettled,
)
from turnout.modules.payments.models import (
    Payment,
    PaymentState,
    Source,
)
from turnout.modules.payments.queries import ledger, paying
from turnout.modules.payments.rules import Asked, Projection, Told
from turnout.modules.payments.service import returning
from turnout.modules.payments.service.returning import REFUND_KINDS
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update

STAGES = {
    FactKind.DISPUTE_OPENED: "open",
    FactKind.DISPUTE_WON: "won",
    FactKind.DISPUTE_LOST: "lost",
}


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
    _set(tx, payment, rules.project(every, asked=_amount(payment)), contradicted=contradicted)
    for _, fact in new:
        posting = rules.posting_of(fact)
        if posting is not None:
            ledger.post(tx, payment.id, posting)
        _announce_dispute(tx, payment, fact)
    if payment.refunding_minor or any(fact.kind in REFUND_KINDS for _, fact in new):
        returning.follow(tx, payment, new=new, every=every)
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


def _plan_poll(tx: Transaction, payment: Payment) -> None:
    """Ask on while something is under way, and no longer."""
    waits = payment.refunding_minor > 0 and returning.is_waiting(tx, payment)
    if not waits and PaymentState(payment.state) not in rules.MAY_STILL_BE_PAID:
        payment.poll_at = None
    elif waits and payment.poll_at is None:
        payment.poll_at = tx.now + timedelta(seconds=rules.FIRST_POLL_SECONDS)


def _amount(payment: Payment) -> Money:
    return Money(payment.amount_minor, payment.currency)
