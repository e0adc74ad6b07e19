"""Captures: collect an authorized payment in full, in part or in several parts."""

from collections.abc import Sequence
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.modules.connections import api as connections
from turnout.modules.payments import policies
from turnout.modules.payments.enums import OperationState, PaymentState
from turnout.modules.payments.errors import (
    BeingVoided,
    NotAuthorized,
    NotOffered,
    OnlyInFull,
    OperationKeyReused,
    TooMuchToCapture,
)
from turnout.modules.payments.models import PaymentOperationRow, PaymentRow
from turnout.modules.payments.queries import payments
from turnout.modules.payments.queries.operations import (
    get_operation,
    list_operations,
    new_operation,
)
from turnout.modules.payments.service.voids import plan, request_void, with_key
from turnout.modules.payments.types import OperationView
from turnout_sdk.money import Money
from turnout_sdk.payments import Capabilities, FactKind


def capture_payment(
    ctx: OrganizationContext, payment_id: UUID, *, amount_minor: int | None
) -> OperationView:
    """Collect an authorized payment, all that is left without an amount; a worker does it."""
    policies.require_can_collect(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        payment = payments.lock_payment(tx, payment_id)
        left = _left(tx, payment)
        minor = left if amount_minor is None else amount_minor
        key = ctx.idempotency.key if ctx.idempotency else new_id().hex
        operation_id = request_capture(
            tx, payment_id=payment_id, amount=Money(minor, payment.currency), key=key
        )
        return _answered(tx, operation_id)


def void_payment(ctx: OrganizationContext, payment_id: UUID) -> OperationView:
    """Let an authorized or unpaid payment go; a worker does it."""
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
    earlier = with_key(operations, kind="capture", key=key)
    if earlier is not None:
        if Money(earlier.amount_minor, earlier.currency) != amount:
            raise OperationKeyReused
        return earlier.id
    _require_collectable(payment, operations)
    left = _left(tx, payment)
    if amount.currency != payment.currency or not 0 < amount.minor <= left:
        raise TooMuchToCapture(capturable_minor=left, currency=payment.currency)
    _require_offered(_capabilities(tx, payment), payment, amount)
    return plan(tx, new_operation(payment, "capture", amount=amount, now=tx.now, key=key))


def _require_collectable(payment: PaymentRow, operations: Sequence[PaymentOperationRow]) -> None:
    if payment.authorized_minor == 0 or payment.capture or payment.provider_ref is None:
        raise NotAuthorized
    if payment.state in (PaymentState.CANCELLED.value, PaymentState.FAILED.value):
        raise NotAuthorized
    if payment.review_decision == "refused":
        raise NotAuthorized
    if any(
        each.kind == "void" and each.state != OperationState.FAILED.value for each in operations
    ):
        raise BeingVoided


def _require_offered(capabilities: Capabilities, payment: PaymentRow, amount: Money) -> None:
    if not capabilities.separate_capture:
        raise NotOffered
    if amount.minor != payment.authorized_minor and not capabilities.partial_capture:
        raise OnlyInFull


def _left(tx: Transaction, payment: PaymentRow) -> int:
    """The amount still capturable; 0 after a first capture unless the provider offers several.

    An operation whose capture the provider has told of by our key is counted by the fact alone.
    """
    facts = payments.list_observations(tx, payment)
    told = {each.key for each in facts if each.kind is FactKind.PAYMENT_CAPTURED}
    asked_for = [
        each
        for each in list_operations(tx, payment.id)
        if each.kind == "capture" and each.state != OperationState.FAILED.value
    ]
    under_way = sum(
        each.amount_minor
        for each in asked_for
        if each.key not in told and each.state != OperationState.DONE.value
    )
    is_repeat = bool(asked_for) or payment.captured_minor > 0
    if is_repeat and not _capabilities(tx, payment).repeated_capture:
        return 0
    return max(0, payment.authorized_minor - payment.captured_minor - under_way)


def _capabilities(tx: Transaction, payment: PaymentRow) -> Capabilities:
    connection = connections.get_payment_connection(tx, payment.connection_id)
    if connection is None:
        raise NotOffered("The adapter of this connection is not there at present.")
    return connection.capabilities


def _answered(tx: Transaction, operation_id: UUID) -> OperationView:
    tx.flush()
    view = OperationView.of(get_operation(tx, operation_id))
    idempotency.complete(tx, view)
    return view
