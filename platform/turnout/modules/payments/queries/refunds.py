"""Refunds of payments: ours, in their states."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from turnout.kernel.db.tx import Transaction
from turnout.modules.payments.models import PaymentOperationRow, RefundRow, RefundState
from turnout.modules.payments.provider_objects import MANUAL_PREFIX
from turnout_sdk.money import Money
from turnout_sdk.statements import OpenRefund

REFUNDS_UNDER_WAY = """
    SELECT p.reference, sum(r.amount_minor)::bigint
    FROM payments p JOIN refunds r
        ON r.organization_id = p.organization_id AND r.payment_id = p.id
    WHERE p.organization_id = %(organization_id)s AND p.reference = ANY(%(references)s)
        AND p.review_reason IS NULL AND r.currency = p.currency AND r.payment_ref IS NULL
        AND r.state IN ('requested', 'pending')
    GROUP BY p.reference
"""
REFUNDS_IN_STATE = """
    SELECT id FROM refunds
    WHERE organization_id = %(organization_id)s AND id = ANY(%(refunds)s) AND state = %(state)s
"""
UNANSWERED_REFUNDS = """
    SELECT payment_id, id, amount_minor FROM refunds
    WHERE organization_id = %(organization_id)s AND payment_id = ANY(%(payments)s)
        AND state = 'requested' AND requested_at < %(since)s
    ORDER BY requested_at, id
"""
MANUAL_REFUNDS = """
    SELECT payment_id, provider_ref, amount_minor, currency FROM refunds
    WHERE organization_id = %(organization_id)s AND payment_id = ANY(%(payments)s)
        AND starts_with(provider_ref, %(prefix)s) AND state <> 'failed'
    ORDER BY requested_at, id
"""
ANSWERED_WITHIN: Final = timedelta(days=3)
"""A refund that is unanswered for longer is left to a person; polling goes on."""


def add_refund(tx: Transaction, refund: RefundRow, operation: PaymentOperationRow) -> None:
    tx.add(refund)
    tx.flush()
    tx.add(operation)


def find_refund(tx: Transaction, refund_id: UUID) -> RefundRow | None:
    """A refund by its own id."""
    return tx.session.get(RefundRow, (tx.organization_id, refund_id))


def list_refunds(tx: Transaction, payment_id: UUID) -> Sequence[RefundRow]:
    return tx.session.scalars(
        select(RefundRow)
        .where(RefundRow.organization_id == tx.organization_id, RefundRow.payment_id == payment_id)
        .order_by(RefundRow.requested_at, RefundRow.id)
    ).all()


def refunding(tx: Transaction, payment_id: UUID, currency: str) -> int:
    """Minor units, in the payment's currency, of our own refunds that have not failed."""
    total = tx.session.scalar(
        select(func.coalesce(func.sum(RefundRow.amount_minor), 0)).where(
            RefundRow.organization_id == tx.organization_id,
            RefundRow.payment_id == payment_id,
            RefundRow.currency == currency,
            RefundRow.payment_ref.is_(None),
            RefundRow.state != RefundState.FAILED.value,
        )
    )
    return int(total or 0)


def sum_returning(tx: Transaction, references: Collection[UUID]) -> dict[UUID, int]:
    """Map references to the minor units of refunds that have neither succeeded nor failed.

    As with everything that payments collected, those under review do not count.
    """
    where = {"organization_id": tx.organization_id, "references": list(references)}
    return {reference: int(total) for reference, total in tx.query(REFUNDS_UNDER_WAY, where)}


def failed_among(tx: Transaction, refund_ids: Collection[UUID]) -> frozenset[UUID]:
    """List those of these refunds that failed."""
    return _in_state(tx, refund_ids, RefundState.FAILED)


def succeeded_among(tx: Transaction, refund_ids: Collection[UUID]) -> frozenset[UUID]:
    """List those of these refunds that succeeded."""
    return _in_state(tx, refund_ids, RefundState.SUCCEEDED)


def _in_state(tx: Transaction, ids: Collection[UUID], state: RefundState) -> frozenset[UUID]:
    where = {"organization_id": tx.organization_id, "refunds": list(ids), "state": state.value}
    return frozenset(refund_id for (refund_id,) in tx.query(REFUNDS_IN_STATE, where))


def list_unanswered(
    tx: Transaction, payments: Sequence[UUID]
) -> dict[UUID, list[tuple[UUID, int]]]:
    found: dict[UUID, list[tuple[UUID, int]]] = {}
    since = tx.now - ANSWERED_WITHIN
    where = {"organization_id": tx.organization_id, "payments": list(payments), "since": since}
    for payment_id, refund_id, amount in tx.query(UNANSWERED_REFUNDS, where):
        found.setdefault(payment_id, []).append((refund_id, amount))
    return found


def list_manual_refunds(
    tx: Transaction, payments: Collection[UUID]
) -> dict[UUID, list[OpenRefund]]:
    """List the refunds that people send at the bank, by payment."""
    where = {
        "organization_id": tx.organization_id,
        "payments": list(payments),
        "prefix": MANUAL_PREFIX,
    }
    found: dict[UUID, list[OpenRefund]] = {each: [] for each in payments}
    for payment_id, object_id, amount_minor, currency in tx.query(MANUAL_REFUNDS, where):
        refund = OpenRefund(object_id=object_id, amount=Money(amount_minor, currency))
        found[payment_id].append(refund)
    return found
