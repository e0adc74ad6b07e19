"""Payments, their operations, refunds and facts: finding, locking, writing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, tuple_

from turnout.kernel.ids import new_id
from turnout.kernel.pagination import PageRequest, place_in_time
from turnout.kernel.tx import Transaction
from turnout.modules.payments.errors import NoSuchPayment
from turnout.modules.payments.models import (
    OperationState,
    Payment,
    PaymentFact,
    PaymentOperation,
    Refund,
    RefundState,
    Source,
)
from turnout.modules.payments.rules import Told
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update

INSERT_FACT = """
    INSERT INTO payment_facts (organization_id, id, payment_id, kind, object_id, provider_ref,
        amount_minor, currency, fee_minor, key, code, fault, source, occurred_at, recorded_at)
    VALUES (%(organization_id)s, %(id)s, %(payment_id)s, %(kind)s, %(object_id)s,
        %(provider_ref)s, %(amount_minor)s, %(currency)s, %(fee_minor)s, %(key)s, %(code)s,
        %(fault)s, %(source)s, %(occurred_at)s, %(now)s)
    ON CONFLICT (organization_id, payment_id, kind, object_id) DO NOTHING RETURNING true
"""
DUE_OPERATIONS = """
    SELECT organization_id, id FROM payment_operations WHERE due_at <= %(now)s
    ORDER BY due_at LIMIT %(limit)s
"""
DUE_PAYMENTS = """
    SELECT organization_id, id FROM payments WHERE poll_at <= %(now)s
    ORDER BY poll_at LIMIT %(limit)s
"""


def add_payment(tx: Transaction, payment: Payment, start: PaymentOperation) -> None:
    tx.add(payment)
    tx.flush()
    tx.add(start)


def add_refund(tx: Transaction, refund: Refund, operation: PaymentOperation) -> None:
    tx.add(refund)
    tx.flush()
    tx.add(operation)


def get_payment(tx: Transaction, payment_id: UUID) -> Payment:
    """The payment, or NoSuchPayment."""
    found = tx.session.scalars(_by_id(tx, payment_id)).one_or_none()
    if found is None:
        raise NoSuchPayment
    return found


def lock_payment(tx: Transaction, payment_id: UUID) -> Payment:
    """The payment FOR UPDATE, as it is now, or NoSuchPayment.

    Whoever changes a payment, its refunds or its operations locks it first.
    """
    found = tx.session.scalars(
        _by_id(tx, payment_id).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NoSuchPayment
    return found


def list_of_reference(tx: Transaction, reference: UUID) -> Sequence[Payment]:
    """Everything that was ever opened for a reference, newest first."""
    return tx.session.scalars(
        select(Payment)
        .where(Payment.organization_id == tx.organization_id, Payment.reference == reference)
        .order_by(Payment.opened_at.desc(), Payment.id.desc())
    ).all()


def list_payments(
    tx: Transaction, request: PageRequest, *, reference: UUID | None = None,
    state: str | None = None,
) -> Sequence[Payment]:  # fmt: skip
    """Newest first; one row more than asked for says that a next page exists."""
    statement = select(Payment).where(Payment.organization_id == tx.organization_id)
    if reference is not None:
        statement = statement.where(Payment.reference == reference)
    if state is not None:
        statement = statement.where(Payment.state == state)
    after = place_in_time(request)
    if after is not None:
        statement = statement.where(tuple_(Payment.opened_at, Payment.id) < after)
    return tx.session.scalars(
        statement.order_by(Payment.opened_at.desc(), Payment.id.desc()).limit(request.limit + 1)
    ).all()


def find_payment_id(tx: Transaction, connection_id: UUID, update: Update) -> UUID | None:
    """Which payment of a connection an update is about.

    By the provider's own id; else, when our answer got lost, by the key that we sent; else by
    the reference that we sent.
    """
    mine = (Payment.organization_id == tx.organization_id, Payment.connection_id == connection_id)
    by_ref = tx.session.scalar(
        select(Payment.id).where(*mine, Payment.provider_ref == update.provider_ref)
    )
    if by_ref is not None:
        return by_ref
    if update.key is not None:
        by_key = tx.session.scalar(
            select(Payment.id)
            .join(
                PaymentOperation,
                (PaymentOperation.organization_id == Payment.organization_id)
                & (PaymentOperation.payment_id == Payment.id),
            )
            .where(*mine, PaymentOperation.key == update.key)
        )
        if by_key is not None:
            return by_key
    try:
        payment_id = UUID(update.reference or "")
    except ValueError:
        return None
    return tx.session.scalar(select(Payment.id).where(*mine, Payment.id == payment_id))


def is_provider_ref_free(tx: Transaction, connection_id: UUID, provider_ref: str) -> bool:
    return (
        tx.session.scalar(
            select(Payment.id).where(
                Payment.organization_id == tx.organization_id,
                Payment.connection_id == connection_id,
                Payment.provider_ref == provider_ref,
            )
        )
        is None
    )


def start_of(tx: Transaction, payment_id: UUID) -> PaymentOperation:
    """The operation that asks for the payment; every payment is opened with one."""
    return tx.session.scalars(
        _operations(tx).where(
            PaymentOperation.payment_id == payment_id, PaymentOperation.kind == "start"
        )
    ).one()


def find_operation(tx: Transaction, operation_id: UUID) -> PaymentOperation | None:
    return tx.session.scalars(
        _operations(tx).where(PaymentOperation.id == operation_id)
    ).one_or_none()


def reread(tx: Transaction, operation: PaymentOperation) -> PaymentOperation:
    """The operation as it is now that its payment is locked."""
    tx.session.refresh(operation)
    return operation


def get_operation(tx: Transaction, operation_id: UUID) -> PaymentOperation:
    return tx.session.scalars(_operations(tx).where(PaymentOperation.id == operation_id)).one()


def list_refunds(tx: Transaction, payment_id: UUID) -> Sequence[Refund]:
    return tx.session.scalars(
        select(Refund)
        .where(Refund.organization_id == tx.organization_id, Refund.payment_id == payment_id)
        .order_by(Refund.requested_at, Refund.id)
    ).all()


def list_refund_operations(tx: Transaction, payment_id: UUID) -> Sequence[PaymentOperation]:
    return tx.session.scalars(
        _operations(tx).where(
            PaymentOperation.payment_id == payment_id, PaymentOperation.refund_id.is_not(None)
        )
    ).all()


def refunding(tx: Transaction, payment_id: UUID) -> int:
    """Minor units of our own refunds that have not failed."""
    total = tx.session.scalar(
        select(func.coalesce(func.sum(Refund.amount_minor), 0)).where(
            Refund.organization_id == tx.organization_id,
            Refund.payment_id == payment_id,
            Refund.state != RefundState.FAILED.value,
        )
    )
    return int(total or 0)


def list_facts(tx: Transaction, payment_id: UUID) -> Sequence[PaymentFact]:
    return tx.session.scalars(
        select(PaymentFact)
        .where(
            PaymentFact.organization_id == tx.organization_id,
            PaymentFact.payment_id == payment_id,
        )
        .order_by(PaymentFact.occurred_at, PaymentFact.id)
    ).all()


def told(tx: Transaction, payment_id: UUID) -> list[Told]:
    """Every fact of a payment, as the rules read it."""
    return [
        Told(
            kind=FactKind(row.kind),
            object_id=row.object_id,
            amount=Money(row.amount_minor, row.currency),
            occurred_at=row.occurred_at,
            fee_minor=row.fee_minor or 0,
            fault=row.fault,
        )
        for row in list_facts(tx, payment_id)
    ]


def insert_fact(
    tx: Transaction, payment_id: UUID, fact: Told, *, update: Update, source: Source
) -> bool:
    """Whether the fact was new; the same (kind, object) is kept once."""
    values: dict[str, Any] = {
        "organization_id": tx.organization_id,
        "id": new_id(),
        "payment_id": payment_id,
        "kind": fact.kind.value,
        "object_id": fact.object_id,
        "provider_ref": update.provider_ref,
        "amount_minor": fact.amount.minor,
        "currency": fact.amount.currency,
        "fee_minor": fact.fee_minor,
        "key": update.key,
        "code": update.code,
        "fault": fact.fault,
        "source": source.value,
        "occurred_at": fact.occurred_at,
        "now": tx.now,
    }
    return bool(tx.run(INSERT_FACT, values))


def due_operations(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, operation) whose time to be tried has come."""
    return [(row[0], row[1]) for row in tx.run(DUE_OPERATIONS, {"now": tx.now, "limit": limit})]


def due_payments(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, payment) that the provider should be asked about."""
    return [(row[0], row[1]) for row in tx.run(DUE_PAYMENTS, {"now": tx.now, "limit": limit})]


def in_flight(operation: PaymentOperation) -> bool:
    return operation.state in (OperationState.SENT.value, OperationState.UNKNOWN.value)


def _by_id(tx: Transaction, payment_id: UUID) -> Select[Payment]:
    return select(Payment).where(
        Payment.organization_id == tx.organization_id, Payment.id == payment_id
    )


def _operations(tx: Transaction) -> Select[PaymentOperation]:
    return select(PaymentOperation).where(PaymentOperation.organization_id == tx.organization_id)
