"""Refunds: request them, follow what the provider says of them, end them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.messaging.facts import Fact
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.payments import provider_objects
from turnout.modules.payments.errors import Disputed, RefundKeyReused, TooMuchToRefund
from turnout.modules.payments.facts import PaymentRefunded, PaymentRefundFailed
from turnout.modules.payments.ledger_rules import share_of
from turnout.modules.payments.models import (
    FeeRoute,
    PaymentOperationRow,
    PaymentRow,
    RefundRow,
    RefundState,
)
from turnout.modules.payments.provider_objects import COLLECTED, Observation
from turnout.modules.payments.queries import payments
from turnout.modules.payments.queries.operations import in_flight, list_operations, new_operation
from turnout.modules.payments.queries.refunds import add_refund, list_refunds, refunding
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind

REFUSED = "the payment was refused"

REFUND_KINDS = (FactKind.REFUND_PENDING, FactKind.REFUND_SUCCEEDED, FactKind.REFUND_FAILED)


def request_refund(
    tx: Transaction, *, payment_id: UUID, amount: Money, reason: str, key: str
) -> UUID:
    """Write a refund for a worker to carry out; its id. The same key is the same refund.

    The payment stays locked until the caller commits, so that refunds asked for at once never
    add up to more than was collected. TooMuchToRefund says how much is left.
    """
    payment = payments.lock_payment(tx, payment_id)
    earlier = _with_key(tx, payment, key)
    if earlier is not None:
        if Money(earlier.amount_minor, earlier.currency) != amount:
            raise RefundKeyReused
        return earlier.id
    if payment.dispute == "open":
        raise Disputed
    left = max(0, _held(tx, payment) - payment.disputed_minor)
    if amount.currency != payment.currency or not 0 < amount.minor <= left:
        raise TooMuchToRefund(refundable_minor=left, currency=payment.currency)
    payment.polls = 0
    return _plan(tx, payment, amount=amount, reason=reason, key=key)


def list_held(tx: Transaction, reference: UUID) -> dict[UUID, int]:
    """Map payments to the minor units that they hold: captured, neither refunded nor being so.

    Whoever asked for a refund, here or at the provider. Payments under review are not among them.
    """
    return {
        each.id: _held(tx, each)
        for each in payments.list_of_reference(tx, reference)
        if each.captured_minor and each.review_reason is None
    }


def refund_everything(tx: Transaction, payment: PaymentRow, every: Sequence[Observation]) -> None:
    """Plan refunds of whatever a refused payment collected, in whichever currency and wherever.

    Each sum is tried once; one that the provider refuses is left to a person.
    """
    if payment.dispute != "open":
        _plan_refunds(tx, payment, _refundable_sums(tx, payment, every))


def refund_misdirected(tx: Transaction, payment: PaymentRow, every: Sequence[Observation]) -> None:
    """Plan refunds of what lies in other payments of the provider's that name this one."""
    left = _refundable_sums(tx, payment, every)
    strays = {at: minor for at, minor in left.items() if at[0] != payment.provider_ref}
    _plan_refunds(tx, payment, strays)


def _plan_refunds(
    tx: Transaction, payment: PaymentRow, left: Mapping[tuple[str, str], int]
) -> None:
    for (provider_ref, currency), minor in sorted(left.items()):
        key = f"refused:{provider_ref}:{currency}:{minor}"
        if minor > 0 and _with_key(tx, payment, key) is None:
            other = provider_ref if provider_ref != payment.provider_ref else None
            amount = Money(minor, currency)
            _plan(tx, payment, amount=amount, reason=REFUSED, key=key, payment_ref=other)


def _plan(
    tx: Transaction,
    payment: PaymentRow,
    *,
    amount: Money,
    reason: str,
    key: str,
    payment_ref: str | None = None,
) -> UUID:
    refund = RefundRow(
        id=new_id(),
        payment_id=payment.id,
        key=key,
        amount_minor=amount.minor,
        currency=amount.currency,
        platform_fee_minor=_platform_share(payment, amount, payment_ref=payment_ref),
        payment_ref=payment_ref,
        reason=reason,
        state=RefundState.REQUESTED.value,
        requested_at=tx.now,
    )
    operation = new_operation(payment, "refund", amount=amount, now=tx.now)
    operation.refund_id = refund.id
    add_refund(tx, refund, operation)
    if amount.currency == payment.currency and payment_ref is None:
        payment.refunding_minor += amount.minor
        payment.captured_minor = max(payment.captured_minor, payment.refunding_minor)
    arguments = (str(tx.organization_id), str(operation.id))
    tx.after_commit.append(lambda: enqueue("payments.carry_out", *arguments))
    return refund.id


def _platform_share(payment: PaymentRow, amount: Money, *, payment_ref: str | None) -> int:
    """The part of the platform's fee that the provider gives back, in proportion to the refund.

    The parts of all refunds of a payment add up to its share, whatever their sizes.
    """
    share = share_of(payment)
    is_ours = amount.currency == payment.currency and payment_ref is None
    if share.route is not FeeRoute.PROVIDER or not is_ours:
        return 0
    kept = payment.captured_minor - payment.refunding_minor
    before = share.of(kept, asked=payment.amount_minor)
    return before - share.of(kept - amount.minor, asked=payment.amount_minor)


def _with_key(tx: Transaction, payment: PaymentRow, key: str) -> RefundRow | None:
    return next((each for each in list_refunds(tx, payment.id) if each.key == key), None)


def _held(tx: Transaction, payment: PaymentRow) -> int:
    """The held amount: captured money less refunds made or under way.

    What the provider told is read before the refunds: who does not hold the lock would otherwise
    find a refund of ours told that a worker gave its id only in between, and count it twice.
    """
    observations = payments.list_observations(tx, payment)
    mine = {each.provider_ref for each in list_refunds(tx, payment.id)}
    foreign = sum(
        each.amount.minor
        for each in provider_objects.objects_of(observations)
        if each.family == "refund"
        and each.kind is not FactKind.REFUND_FAILED
        and each.fits
        and each.object_id not in mine
    )
    return payment.captured_minor - payment.refunding_minor - foreign


def _refundable_sums(
    tx: Transaction, payment: PaymentRow, every: Sequence[Observation]
) -> Counter[tuple[str, str]]:
    """Sum what is still to be refunded, by the provider's payment and currency."""
    found = provider_objects.objects_of(every)
    left: Counter[tuple[str, str]] = Counter()
    for each in found:
        at = (each.provider_ref or payment.provider_ref or "", each.amount.currency)
        is_gone = each.kind in (
            FactKind.REFUND_SUCCEEDED, FactKind.REFUND_PENDING, FactKind.DISPUTE_LOST,
        )  # fmt: skip
        if each.kind in COLLECTED:
            left[at] += each.amount.minor
        elif is_gone:
            left[at] -= each.amount.minor
    told = {each.object_id for each in found if each.family == "refund"}
    for refund in list_refunds(tx, payment.id):
        if refund.state != RefundState.FAILED.value and refund.provider_ref not in told:
            at = (refund.payment_ref or payment.provider_ref or "", refund.currency)
            left[at] -= refund.amount_minor
    return left


def track_refunds(
    tx: Transaction,
    payment: PaymentRow,
    *,
    new: Sequence[Observation],
    every: Sequence[Observation],
) -> None:
    """Match new facts to our refunds, update their states, and publish refunds made elsewhere.

    `new` are facts observed for the first time. The payment is locked by the caller.
    """
    refunds = list_refunds(tx, payment.id)
    told = [fact for fact in new if fact.kind in REFUND_KINDS]
    _match_refunds(refunds, list_operations(tx, payment.id), told)
    states = provider_objects.refund_states(every)
    for refund in refunds:
        state = states.get(refund.provider_ref or "")
        if state is not None and state.value != refund.state:
            end_refund(tx, payment, refund, state)
    _sum_refunding(tx, payment)
    ours = {each.provider_ref: each.id for each in refunds}
    for fact in told:
        if not fact.is_wanting or fact.object_id in ours:
            _publish_refund(tx, payment, fact, ours=ours, every=every)


def end_refund(
    tx: Transaction,
    payment: PaymentRow,
    refund: RefundRow,
    state: RefundState,
    *,
    code: str = "",
    is_refused: bool = False,
) -> None:
    """Set the state of a refund; the amount of a failed one can be refunded again.

    `is_refused`: the provider said no. What it took in and could not carry out, or was never
    asked for because of our settings, may succeed another time.
    """
    refund.state = state.value
    if state in (RefundState.SUCCEEDED, RefundState.FAILED):
        refund.ended_at = tx.now
    if state is not RefundState.FAILED:
        return
    refund.error_code = code or "failed"
    _sum_refunding(tx, payment)
    amount = Money(refund.amount_minor, refund.currency)
    failed = partial(PaymentRefundFailed, is_refused=is_refused)
    _publish(tx, payment, failed, refund_id=refund.id, amount=amount)


def has_pending_refund(tx: Transaction, payment: PaymentRow) -> bool:
    """Whether a refund of ours is pending at the provider."""
    return any(each.state == RefundState.PENDING.value for each in list_refunds(tx, payment.id))


def _sum_refunding(tx: Transaction, payment: PaymentRow) -> None:
    asked_back = refunding(tx, payment.id, payment.currency)
    payment.refunding_minor = min(asked_back, payment.captured_minor)


def _match_refunds(
    refunds: Iterable[RefundRow],
    operations: Sequence[PaymentOperationRow],
    told: Iterable[Observation],
) -> None:
    """Match facts to refunds by the provider's id, or by the key that we sent.

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


def _publish_refund(
    tx: Transaction,
    payment: PaymentRow,
    fact: Observation,
    *,
    ours: Mapping[str | None, UUID],
    every: Sequence[Observation],
) -> None:
    """Publish a refund that succeeded, or one made elsewhere that failed after all.

    `end_refund` publishes the failures of our own refunds.
    """
    refund_id = ours.get(fact.object_id, provider_objects.derived_id(payment.id, fact.object_id))
    kinds = {each.kind for each in every if each.object_id == fact.object_id}
    if not {FactKind.REFUND_SUCCEEDED, FactKind.REFUND_FAILED} <= kinds:
        if fact.kind is FactKind.REFUND_SUCCEEDED:
            _publish(tx, payment, PaymentRefunded, refund_id=refund_id, amount=fact.amount)
    elif fact.kind is FactKind.REFUND_FAILED and fact.object_id not in ours:
        _publish(tx, payment, PaymentRefundFailed, refund_id=refund_id, amount=fact.amount)


def _publish(
    tx: Transaction,
    payment: PaymentRow,
    fact: Callable[..., Fact],
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
