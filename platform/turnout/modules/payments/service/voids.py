"""Voids: of authorizations and of payment pages that nobody wants any more."""

from collections.abc import Sequence
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.connections import api as connections
from turnout.modules.payments.enums import MAY_STILL_BE_PAID, OperationState, PaymentState
from turnout.modules.payments.errors import (
    BeingCaptured,
    NotAuthorized,
    NotOffered,
    OperationKeyReused,
)
from turnout.modules.payments.metrics import ABANDONED
from turnout.modules.payments.models import PaymentOperationRow, PaymentRow
from turnout.modules.payments.queries import payments
from turnout.modules.payments.queries.operations import (
    add_operation,
    is_open,
    list_operations,
    new_operation,
)
from turnout_sdk.money import Money

VOIDABLE = (PaymentState.NEEDS_ACTION, PaymentState.AUTHORIZED)


def request_void(tx: Transaction, *, payment_id: UUID, key: str) -> UUID:
    """Write a void for a worker to carry out; its id. The same key is the same void.

    A payment has one void at most: asked for again under another key, it is the one under way.
    """
    payment = payments.lock_payment(tx, payment_id)
    operations = list_operations(tx, payment_id)
    earlier = with_key(operations, kind="void", key=key) or _under_way(operations)
    if earlier is not None:
        return earlier.id
    if PaymentState(payment.state) not in VOIDABLE or payment.provider_ref is None:
        raise NotAuthorized
    if any(each.kind == "capture" and each.state != OperationState.FAILED.value
           for each in operations):  # fmt: skip
        raise BeingCaptured
    if not _can_void(tx, payment):
        raise NotOffered
    return _plan(tx, payment, key=key)


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
    if _under_way(operations) is not None:
        return True
    if PaymentState(payment.state) not in VOIDABLE or payment.provider_ref is None:
        return False
    if any(each.kind == "capture" and is_open(each) for each in operations):
        return False
    if not _can_void(tx, payment):
        return False
    _plan(tx, payment, key=None)
    return True


def with_key(
    operations: Sequence[PaymentOperationRow], *, kind: str, key: str
) -> PaymentOperationRow | None:
    """The operation that was asked for under this key; OperationKeyReused for another kind."""
    found = next((each for each in operations if each.asked_key == key), None)
    if found is not None and found.kind != kind:
        raise OperationKeyReused
    return found


def plan(tx: Transaction, operation: PaymentOperationRow) -> UUID:
    """Write an operation and hand it to a worker after the commit; its id."""
    add_operation(tx, operation)
    arguments = (str(tx.organization_id), str(operation.id))
    tx.after_commit.append(lambda: enqueue("payments.carry_out", *arguments))
    return operation.id


def _plan(tx: Transaction, payment: PaymentRow, *, key: str | None) -> UUID:
    amount = Money(payment.amount_minor, payment.currency)
    return plan(tx, new_operation(payment, "void", amount=amount, now=tx.now, key=key))


def _under_way(operations: Sequence[PaymentOperationRow]) -> PaymentOperationRow | None:
    return next(
        (
            each
            for each in operations
            if each.kind == "void" and each.state != OperationState.FAILED.value
        ),
        None,
    )


def _can_void(tx: Transaction, payment: PaymentRow) -> bool:
    connection = connections.get_payment_connection(tx, payment.connection_id)
    return connection is not None and connection.capabilities.void
