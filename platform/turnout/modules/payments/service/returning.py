"""Our refunds, moved on by what the provider tells about them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from turnout.kernel.tx import Transaction
from turnout.modules.payments import rules
from turnout.modules.payments.facts import PaymentRefunded, PaymentRefundFailed
from turnout.modules.payments.models import Payment, PaymentOperation, Refund, RefundState
from turnout.modules.payments.queries import paying
from turnout.modules.payments.rules import Told
from turnout_sdk.payments import FactKind, Update

REFUND_KINDS = (FactKind.REFUND_PENDING, FactKind.REFUND_SUCCEEDED, FactKind.REFUND_FAILED)


def follow(
    tx: Transaction,
    payment: Payment,
    *,
    new: Sequence[tuple[Update, Told]],
    every: Sequence[Told],
) -> None:
    """Tie new facts to our refunds, move these to what all facts say, and announce money returned.

    The payment is locked by the caller.
    """
    refunds = paying.list_refunds(tx, payment.id)
    _match(
        refunds,
        paying.list_refund_operations(tx, payment.id),
        [update for update, fact in new if fact.kind in REFUND_KINDS and fact.fault is None],
    )
    for refund in refunds:
        state = rules.refund_state(
            {each.kind for each in every if each.object_id == refund.provider_ref}
        )
        if state is not None and state.value != refund.state:
            end_refund(tx, payment, refund, state)
    payment.refunding_minor = min(paying.refunding(tx, payment.id), payment.captured_minor)
    ours = {each.provider_ref: each.id for each in refunds}
    for _, fact in new:
        if fact.kind is FactKind.REFUND_SUCCEEDED and fact.fault is None:
            derived = rules.derived_id(payment.id, fact.object_id)
            _announce(tx, payment, fact, refund_id=ours.get(fact.object_id, derived))


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


def is_waiting(tx: Transaction, payment: Payment) -> bool:
    """Whether the provider works on a refund of ours."""
    return any(
        each.state == RefundState.PENDING.value for each in paying.list_refunds(tx, payment.id)
    )


def _match(
    refunds: Iterable[Refund],
    operations: Sequence[PaymentOperation],
    updates: Iterable[Update],
) -> None:
    """By the provider's id, or by the key that we sent.

    A provider that echoes no key is taken at its amount, as long as our own request is out.
    """
    by_id = {each.id: each for each in refunds}
    for update in updates:
        known = {each.provider_ref for each in by_id.values()}
        if update.object_id in known:
            continue
        refund = _refund_meant(by_id, operations, update)
        if refund is not None:
            refund.provider_ref = update.object_id


def _refund_meant(
    by_id: dict[UUID, Refund], operations: Iterable[PaymentOperation], update: Update
) -> Refund | None:
    for operation in operations:
        refund = by_id[operation.refund_id] if operation.refund_id else None
        if refund is None or refund.provider_ref is not None:
            continue
        may_be = update.key is None and paying.in_flight(operation)
        if operation.key == update.key or (may_be and refund.amount_minor == update.amount.minor):
            return refund
    return None


def _announce(tx: Transaction, payment: Payment, fact: Told, *, refund_id: UUID) -> None:
    tx.record(
        PaymentRefunded(
            payment_id=payment.id,
            refund_id=refund_id,
            reference=payment.reference,
            amount_minor=fact.amount.minor,
            currency=fact.amount.currency,
        )
    )
