"""Operations, the requests to providers: create, find and list them; the due ones of everybody."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.payments import rules
from turnout.modules.payments.enums import OperationState
from turnout.modules.payments.models import PaymentOperationRow, PaymentRow
from turnout_sdk.money import Money

DUE_OPERATIONS = """
    SELECT organization_id, id FROM payment_operations WHERE due_at <= %(now)s
    ORDER BY due_at LIMIT %(limit)s
"""
DUE_PAYMENTS = """
    SELECT organization_id, id FROM payments WHERE poll_at <= %(now)s
    ORDER BY poll_at LIMIT %(limit)s
"""

WAITING = """
    SELECT (SELECT count(*) FROM payment_deliveries
            WHERE state = 'received' AND due_at <= %(soon)s),
        (SELECT count(*) FROM payment_operations WHERE due_at <= %(soon)s),
        (SELECT count(*) FROM payments WHERE poll_at <= %(now)s)
"""
SOON = timedelta(seconds=20)
"""Work that is leased now is due again within this time; work that failed waits longer."""


def count_waiting(tx: Transaction) -> tuple[int, int, int]:
    """Count deliveries, operations and payments that are due or being worked on."""
    [(deliveries, operations, payments)] = tx.query(WAITING, {"now": tx.now, "soon": tx.now + SOON})
    return deliveries, operations, payments


def list_due_operations(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """List (organization, operation) that are due."""
    return list(tx.query(DUE_OPERATIONS, {"now": tx.now, "limit": limit}))


def list_due_payments(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """List (organization, payment) that are due to be polled."""
    return list(tx.query(DUE_PAYMENTS, {"now": tx.now, "limit": limit}))


def add_operation(tx: Transaction, operation: PaymentOperationRow) -> None:
    tx.add(operation)


def get_start(tx: Transaction, payment_id: UUID) -> PaymentOperationRow:
    """Get the operation that starts the payment; every payment is opened with one."""
    return tx.session.scalars(
        _operations(tx).where(
            PaymentOperationRow.payment_id == payment_id, PaymentOperationRow.kind == "start"
        )
    ).one()


def find_operation(tx: Transaction, operation_id: UUID) -> PaymentOperationRow | None:
    return tx.session.scalars(
        _operations(tx).where(PaymentOperationRow.id == operation_id)
    ).one_or_none()


def reread(tx: Transaction, operation: PaymentOperationRow) -> PaymentOperationRow:
    """Read the operation again, now that its payment is locked."""
    tx.session.refresh(operation)
    return operation


def get_operation(tx: Transaction, operation_id: UUID) -> PaymentOperationRow:
    return tx.session.scalars(_operations(tx).where(PaymentOperationRow.id == operation_id)).one()


def list_operations(tx: Transaction, payment_id: UUID) -> Sequence[PaymentOperationRow]:
    """List a payment's operations, oldest first."""
    return tx.session.scalars(
        _operations(tx)
        .where(PaymentOperationRow.payment_id == payment_id)
        .order_by(PaymentOperationRow.planned_at, PaymentOperationRow.id)
    ).all()


def _operations(tx: Transaction) -> Select[PaymentOperationRow]:
    return select(PaymentOperationRow).where(
        PaymentOperationRow.organization_id == tx.organization_id
    )


def new_operation(
    payment: PaymentRow, kind: str, *, amount: Money, now: datetime, key: str | None = None
) -> PaymentOperationRow:
    """Make an operation for a worker; `key` is the caller's, the provider sees one of our own."""
    operation_id = new_id()
    return PaymentOperationRow(
        id=operation_id,
        payment_id=payment.id,
        refund_id=None,
        kind=kind,
        key=f"{kind}-{operation_id}",
        asked_key=key,
        amount_minor=amount.minor,
        currency=amount.currency,
        state=OperationState.PLANNED.value,
        attempts=0,
        error="",
        planned_at=now,
        due_at=now + rules.retry_delay(2),
    )


def is_open(operation: PaymentOperationRow) -> bool:
    """Whether the operation has not ended yet."""
    return operation.state not in (OperationState.DONE.value, OperationState.FAILED.value)


def in_flight(operation: PaymentOperationRow) -> bool:
    """Whether the request may have reached the provider and its outcome is unknown."""
    return operation.state in (OperationState.SENT.value, OperationState.UNKNOWN.value)
