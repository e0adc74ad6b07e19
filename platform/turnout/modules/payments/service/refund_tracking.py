"""Refund tracking: our refunds follow what the provider says about them."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.payments import provider_objects
from turnout.modules.payments.enums import RefundState
from turnout.modules.payments.facts import PaymentRefunded, PaymentRefundFailed
from turnout.modules.payments.models import PaymentOperationRow, PaymentRow, RefundRow
from turnout.modules.payments.provider_objects import Observation
from turnout.modules.payments.queries.operations import in_flight, list_operations
from turnout.modules.payments.queries.refunds import list_refunds, refunding
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind

REFUND_KINDS = (FactKind.REFUND_PENDING, FactKind.REFUND_SUCCEEDED, FactKind.REFUND_FAILED)


def follow(
    tx: Transaction,
    payment: PaymentRow,
    *,
    new: Sequence[Observation],
    every: Sequence[Observation],
) -> None:
    """Tie new facts to our refunds, move these to what all facts say, and announce the rest.

    `new` are facts that were never told before. The payment is locked by the caller.
    """
    refunds = list_refunds(tx, payment.id)
    told = [fact for fact in new if fact.kind in REFUND_KINDS]
    _match(refunds, list_operations(tx, payment.id), told)
    states = provider_objects.refund_states(every)
    for refund in refunds:
        state = states.get(refund.provider_ref or "")
        if state is not None and state.value != refund.state:
            end_refund(tx, payment, refund, state)
    _count(tx, payment)
    ours = {each.provider_ref: each.id for each in refunds}
    for fact in told:
        if not fact.is_wanting or fact.object_id in ours:
            _announce(tx, payment, fact, ours=ours, every=every)


def end_refund(
    tx: Transaction,
    payment: PaymentRow,
    refund: RefundRow,
    state: RefundState,
    *,
    code: str = "",
    is_refused: bool = False,
) -> None:
    """Move a refund on; one that failed gives its share of the payment free again.

    `is_refused`: the provider said no. What it took in and could not carry out, or was never
    asked for because of our settings, may succeed another time.
    """
    refund.state = state.value
    if state in (RefundState.SUCCEEDED, RefundState.FAILED):
        refund.ended_at = tx.now
    if state is not RefundState.FAILED:
        return
    refund.error_code = code or "failed"
    _count(tx, payment)
    tx.publish(
        PaymentRefundFailed(
            payment_id=payment.id,
            refund_id=refund.id,
            reference=payment.reference,
            amount_minor=refund.amount_minor,
            currency=refund.currency,
            is_refused=is_refused,
        )
    )


def is_waiting(tx: Transaction, payment: PaymentRow) -> bool:
    """Whether the provider works on a refund of ours."""
    return any(each.state == RefundState.PENDING.value for each in list_refunds(tx, payment.id))


def _count(tx: Transaction, payment: PaymentRow) -> None:
    asked_back = refunding(tx, payment.id, payment.currency)
    payment.refunding_minor = min(asked_back, payment.captured_minor)


def _match(
    refunds: Iterable[RefundRow],
    operations: Sequence[PaymentOperationRow],
    told: Iterable[Observation],
) -> None:
    """By the provider's id, or by the key that we sent.

    A provider that echoes no key is taken at its amount, as long as our own request is out.
    """
    by_id = {each.id: each for each in refunds}
    for fact in told:
        known = {each.provider_ref for each in by_id.values()}
        if fact.object_id in known:
            continue
        refund = _refund_meant(by_id, operations, fact)
        if refund is not None:
            refund.provider_ref = fact.object_id


def _refund_meant(
    by_id: dict[UUID, RefundRow], operations: Iterable[PaymentOperationRow], fact: Observation
) -> RefundRow | None:
    for operation in operations:
        refund = by_id[operation.refund_id] if operation.refund_id else None
        if refund is None or refund.provider_ref is not None:
            continue
        may_be = fact.key is None and not fact.is_wanting and in_flight(operation)
        if operation.key == fact.key or (may_be and refund.amount_minor == fact.amount.minor):
            return refund
    return None


def _announce(
    tx: Transaction,
    payment: PaymentRow,
    fact: Observation,
    *,
    ours: Mapping[str | None, UUID],
    every: Sequence[Observation],
) -> None:
    """Tell money that went back, and money that a refund made elsewhere did not send after all.

    What failed is told of our own refunds by `end_refund`.
    """
    refund_id = ours.get(fact.object_id, provider_objects.derived_id(payment.id, fact.object_id))
    kinds = {each.kind for each in every if each.object_id == fact.object_id}
    if not {FactKind.REFUND_SUCCEEDED, FactKind.REFUND_FAILED} <= kinds:
        if fact.kind is FactKind.REFUND_SUCCEEDED:
            _tell(tx, payment, PaymentRefunded, refund_id=refund_id, amount=fact.amount)
    elif fact.kind is FactKind.REFUND_FAILED and fact.object_id not in ours:
        _tell(tx, payment, PaymentRefundFailed, refund_id=refund_id, amount=fact.amount)


def _tell(
    tx: Transaction,
    payment: PaymentRow,
    fact: type[PaymentRefunded] | type[PaymentRefundFailed],
    *,
    refund_id: UUID,
    amount: Money,
) -> None:
    tx.publish(
        fact(
            payment_id=payment.id,
            refund_id=refund_id,
            reference=payment.reference,
            amount_minor=amount.minor,
            currency=amount.currency,
        )
    )
