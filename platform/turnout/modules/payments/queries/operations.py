"""Operations, the requests to providers, and deliveries, their webhooks: store, list, lock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import undefer

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.kernel.values import from_attributes
from turnout.modules.payments import rules
from turnout.modules.payments.errors import DeliveryNotFound
from turnout.modules.payments.models import (
    OperationState,
    PaymentDeliveryRow,
    PaymentOperationRow,
    PaymentRow,
)
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
            WHERE state = 'received' AND due_at <= %(soon)s) AS deliveries,
        (SELECT count(*) FROM payment_operations WHERE due_at <= %(soon)s) AS operations,
        (SELECT count(*) FROM payments WHERE poll_at <= %(now)s) AS polls
"""
SOON = timedelta(seconds=20)
"""Work that is leased now is due again within this time; work that failed waits longer."""

FIRST_SWEEP = timedelta(seconds=5)
"""The task that is queued with a delivery has read it by then, unless its message got lost."""
INSERT_DELIVERY = """
    INSERT INTO payment_deliveries (organization_id, id, connection_id, digest, headers, body,
        state, attempts, detail, received_at, due_at)
    VALUES (%(organization_id)s, %(id)s, %(connection_id)s, %(digest)s, %(headers)s, %(body)s,
        'received', 0, '', %(now)s, %(due_at)s)
    ON CONFLICT (organization_id, connection_id, digest) DO NOTHING RETURNING id
"""
DUE_DELIVERIES = """
    SELECT organization_id, id FROM payment_deliveries WHERE due_at <= %(now)s
    ORDER BY due_at LIMIT %(limit)s
"""
PURGE_DELIVERIES = """
    DELETE FROM payment_deliveries
    WHERE finished_at < %(before)s AND state IN ('done', 'ignored', 'foreign') RETURNING true
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingWork:
    """How many deliveries, operations and polls are due or being worked on."""

    deliveries: int
    operations: int
    polls: int


def count_waiting(tx: Transaction) -> WaitingWork:
    [waiting] = tx.query(WAITING, {"now": tx.now, "soon": tx.now + SOON}, into=WaitingWork)
    return waiting


def list_due_operations(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """List (organization, operation) that are due."""
    return list(tx.query(DUE_OPERATIONS, {"now": tx.now, "limit": limit}))


def list_due_payments(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """List (organization, payment) that are due to be polled."""
    return list(tx.query(DUE_PAYMENTS, {"now": tx.now, "limit": limit}))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDelivery:
    """A webhook from the inbox, ready to be read again."""

    id: UUID
    connection_id: UUID
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    attempts: int = 0


def insert_delivery(
    tx: Transaction, connection_id: UUID, *, headers: Mapping[str, str], body: bytes, digest: str
) -> UUID | None:
    """The new delivery's id; None when the same one was stored before."""
    rows = tx.query(
        INSERT_DELIVERY,
        {
            "organization_id": tx.organization_id,
            "id": new_id(),
            "connection_id": connection_id,
            "digest": digest,
            "headers": as_json(dict(headers)),
            "body": body,
            "now": tx.now,
            "due_at": tx.now + FIRST_SWEEP,
        },
    )
    return next((stored_id for (stored_id,) in rows), None)


def list_due_deliveries(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """List (organization, delivery) that are due to be read."""
    return list(tx.query(DUE_DELIVERIES, {"now": tx.now, "limit": limit}))


def purge_deliveries(tx: Transaction, *, before: datetime) -> int:
    """Delete deliveries that were finished before; their facts stay."""
    return len(tx.query(PURGE_DELIVERIES, {"before": before}))


def find_received_delivery(tx: Transaction, delivery_id: UUID) -> StoredDelivery | None:
    """A delivery that waits to be read, with its bytes."""
    row = tx.session.scalars(
        _deliveries(tx)
        .where(PaymentDeliveryRow.id == delivery_id, PaymentDeliveryRow.state == "received")
        .options(undefer(PaymentDeliveryRow.headers), undefer(PaymentDeliveryRow.body))
    ).one_or_none()
    if row is None:
        return None
    return from_attributes(StoredDelivery, row)


def lock_delivery(tx: Transaction, delivery_id: UUID) -> PaymentDeliveryRow:
    """The delivery FOR UPDATE, or DeliveryNotFound."""
    row = tx.session.scalars(
        _deliveries(tx).where(PaymentDeliveryRow.id == delivery_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise DeliveryNotFound
    return row


def _deliveries(tx: Transaction) -> Select[PaymentDeliveryRow]:
    return select(PaymentDeliveryRow).where(
        PaymentDeliveryRow.organization_id == tx.organization_id
    )


def list_deliveries(
    tx: Transaction,
    request: PageRequest,
    *,
    state: str | None = None,
    payment_id: UUID | None = None,
) -> Sequence[PaymentDeliveryRow]:
    """Newest first; one row more than asked for says that a next page exists."""
    statement = _deliveries(tx)
    if payment_id is not None:
        statement = statement.where(PaymentDeliveryRow.payment_id == payment_id)
    if state is not None:
        statement = statement.where(PaymentDeliveryRow.state == state)
    after = place_in_time(request)
    if after is not None:
        statement = statement.where(
            tuple_(PaymentDeliveryRow.received_at, PaymentDeliveryRow.id) < after
        )
    return tx.session.scalars(
        statement.order_by(
            PaymentDeliveryRow.received_at.desc(), PaymentDeliveryRow.id.desc()
        ).limit(request.limit + 1)
    ).all()
