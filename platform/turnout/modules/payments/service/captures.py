"""Captures and voids: collect an authorized payment, in full or in parts, or let it go."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.connections import api as connections
from turnout.modules.payments import policies
from turnout.modules.payments.errors import (
    BeingCaptured,
    BeingVoided,
    NotAuthorized,
    NotOffered,
    OnlyInFull,
    OperationKeyReused,
    TooMuchToCapture,
)
from turnout.modules.payments.metrics import ABANDONED
from turnout.modules.payments.models import (
    MAY_STILL_BE_PAID,
    OperationState,
    PaymentOperationRow,
    PaymentRow,
    PaymentState,
)
from turnout.modules.payments.queries import payments
from turnout.modules.payments.queries.operations import (
    get_operation,
    is_open,
    list_operations,
    new_operation,
)
from turnout.modules.payments.types import OperationView
from turnout_sdk.money import Money
from turnout_sdk.payments import Capabilities, FactKind

VOIDABLE = (PaymentState.NEEDS_ACTION, PaymentState.AUTHORIZED)


def request_void(tx: Transaction, *, payment_id: UUID, key: str) -> UUID:
    """Write a void for a worker to carry out; its id. The same key is the same void.

    A payment has one void at most: asked for again under another key, it is the one under way.
    """
    payment = payments.lock_payment(tx, payment_id)
    operations = list_operations(tx, payment_id)
    earlier = _with_key(operations, kind="void", key=key) or next(
        _not_failed(operations, "void"), None
    )
    if earlier is not None:
        return earlier.id
    if PaymentState(payment.state) not in VOIDABLE or payment.provider_ref is None:
        raise NotAuthorized
    if any(_not_failed(operations, "capture")):
        raise BeingCaptured
    if not _can_void(tx, payment):
        raise NotOffered
    return _plan_void(tx, payment, key=key)


def abandon(tx: Transaction, reference: UUID) -> None:
    """Abandon all payments of a reference: void or expire those that are still open.

    What was not sent is not sent; a page that lies open or an authorization is let go where
    the provider can do that. What the bank is working on goes on, and money that comes all the
    same is told as ever.
    """
    for found in payments.list_of_reference(tx, reference):
        payment = payments.lock_payment(tx, found.id)
        if PaymentState(payment.state) not in MAY_STILL_BE_PAID:
            continue
        if payment.abandoned_at is None:
            payment.abandoned_at = tx.now
            left = "not_sent" if payment.asked_at is None else "left"
            ABANDONED.add(outcome="voiding" if void_or_expire(tx, payment) else left)


def void_or_expire(tx: Transaction, payment: PaymentRow) -> bool:
    """Plan a void if there is something to void and the provider can; the payment is locked."""
    operations = list_operations(tx, payment.id)
    if any(_not_failed(operations, "void")):
        return True
    if PaymentState(payment.state) not in VOIDABLE or payment.provider_ref is None:
        return False
    if any(each.kind == "capture" and is_open(each) for each in operations):
        return False
    if not _can_void(tx, payment):
        return False
    _plan_void(tx, payment, key=None)
    return True


def _with_key(
    operations: Sequence[PaymentOperationRow], *, kind: str, key: str
) -> PaymentOperationRow | None:
    """The operation that was asked for under this key; OperationKeyReused for another kind."""
    found = next((each for each in operations if each.asked_key == key), None)
    if found is not None and found.kind != kind:
        raise OperationKeyReused
    return found


def plan_operation(tx: Transaction, operation: PaymentOperationRow) -> UUID:
    """Write an operation and hand it to a worker after the commit; its id."""
    tx.add(operation)
    arguments = (str(tx.organization_id), str(operation.id))
    tx.after_commit.append(lambda: enqueue("payments.carry_out", *arguments))
    return operation.id


def _plan_void(tx: Transaction, payment: PaymentRow, *, key: str | None) -> UUID:
    amount = Money(payment.amount_minor, payment.currency)
    return plan_operation(tx, new_operation(payment, "void", amount=amount, now=tx.now, key=key))


def _not_failed(
    operations: Iterable[PaymentOperationRow], kind: str
) -> Iterator[PaymentOperationRow]:
    failed = OperationState.FAILED.value
    return (each for each in operations if each.kind == kind and each.state != failed)


def _can_void(tx: Transaction, payment: PaymentRow) -> bool:
    connection = connections.get_payment_connection(tx, payment.connection_id)
    return connection is not None and connection.capabilities.void


def capture_payment(
    ctx: OrganizationContext, payment_id: UUID, *, amount_minor: int | None
) -> OperationView:
    """Capture an authorized payment, all of it without an amount; a worker carries it out."""
    policies.require_can_collect(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        payment = payments.lock_payment(tx, payment_id)
        left = _capturable(tx, payment)
        minor = left if amount_minor is None else amount_minor
        key = ctx.idempotency.key if ctx.idempotency else new_id().hex
        operation_id = request_capture(
            tx, payment_id=payment_id, amount=Money(minor, payment.currency), key=key
        )
        return _answered(tx, operation_id)


def void_payment(ctx: OrganizationContext, payment_id: UUID) -> OperationView:
    """Void an authorized or unpaid payment; a worker carries it out."""
    policies.require_can_collect(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        key = ctx.idempotency.key if ctx.idempotency else new_id().hex
        return _answered(tx, request_void(tx, payment_id=payment_id, key=key))


def request_capture(tx: Transaction, *, payment_id: UUID, amount: Money, key: str) -> UUID:
    """Write a capture for a worker to carry out; its id. The same key is the same capture.

    The payment stays locked until the caller commits, so captures asked for at once never add
    up to more than was authorized. TooMuchToCapture says how much is left.
    """
    payment = payments.lock_payment(tx, payment_id)
    operations = list_operations(tx, payment_id)
    earlier = _with_key(operations, kind="capture", key=key)
    if earlier is not None:
        if Money(earlier.amount_minor, earlier.currency) != amount:
            raise OperationKeyReused
        return earlier.id
    _require_collectable(payment, operations)
    left = _capturable(tx, payment)
    if amount.currency != payment.currency or not 0 < amount.minor <= left:
        raise TooMuchToCapture(capturable_minor=left, currency=payment.currency)
    _require_offered(_capabilities_of(tx, payment), payment, amount)
    return plan_operation(tx, new_operation(payment, "capture", amount=amount, now=tx.now, key=key))


def _require_collectable(payment: PaymentRow, operations: Sequence[PaymentOperationRow]) -> None:
    if payment.authorized_minor == 0 or payment.capture or payment.provider_ref is None:
        raise NotAuthorized
    if payment.state in (PaymentState.CANCELLED.value, PaymentState.FAILED.value):
        raise NotAuthorized
    if payment.review_decision == "refused":
        raise NotAuthorized
    if any(_not_failed(operations, "void")):
        raise BeingVoided


def _require_offered(capabilities: Capabilities, payment: PaymentRow, amount: Money) -> None:
    if not capabilities.separate_capture:
        raise NotOffered
    if amount.minor != payment.authorized_minor and not capabilities.partial_capture:
        raise OnlyInFull


def _capturable(tx: Transaction, payment: PaymentRow) -> int:
    """The amount still capturable; 0 after a first capture unless the provider offers several.

    A capture that the provider reported under our key is counted by that fact alone.
    """
    facts = payments.list_observations(tx, payment)
    told = {each.key for each in facts if each.kind is FactKind.PAYMENT_CAPTURED}
    asked_for = list(_not_failed(list_operations(tx, payment.id), "capture"))
    under_way = sum(
        each.amount_minor
        for each in asked_for
        if each.key not in told and each.state != OperationState.DONE.value
    )
    is_repeat = bool(asked_for) or payment.captured_minor > 0
    if is_repeat and not _capabilities_of(tx, payment).repeated_capture:
        return 0
    return max(0, payment.authorized_minor - payment.captured_minor - under_way)


def _capabilities_of(tx: Transaction, payment: PaymentRow) -> Capabilities:
    connection = connections.get_payment_connection(tx, payment.connection_id)
    if connection is None:
        raise NotOffered("The adapter of this connection is not there at present.")
    return connection.capabilities


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftToCollect:
    """What can still be done with an authorization, as far as its provider offers it."""

    capturable_minor: int = 0
    is_captured_in_parts: bool = False
    is_voidable: bool = False


def left_to_collect(tx: Transaction, payment: PaymentRow) -> LeftToCollect:
    """What `capture_payment` and `void_payment` would not refuse; nothing without an adapter."""
    connection = connections.get_payment_connection(tx, payment.connection_id)
    if connection is None or payment.provider_ref is None:
        return LeftToCollect()
    offered, operations = connection.capabilities, list_operations(tx, payment.id)
    try:
        _require_collectable(payment, operations)
        left = _capturable(tx, payment) if offered.separate_capture else 0
    except (NotAuthorized, BeingVoided):
        left = 0
    is_busy = any(_not_failed(operations, "capture")) or any(_not_failed(operations, "void"))
    is_open = PaymentState(payment.state) in VOIDABLE
    return LeftToCollect(
        capturable_minor=left,
        is_captured_in_parts=offered.partial_capture,
        is_voidable=is_open and offered.void and not is_busy,
    )


def _answered(tx: Transaction, operation_id: UUID) -> OperationView:
    tx.flush()
    view = OperationView.of(get_operation(tx, operation_id))
    idempotency.complete(tx, view)
    return view
