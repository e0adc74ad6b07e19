"""Refunds: find, add and sum them."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from turnout.kernel.db.tx import Transaction
from turnout.modules.payments.enums import RefundState
from turnout.modules.payments.models import PaymentOperationRow, RefundRow


def add_refund(tx: Transaction, refund: RefundRow, operation: PaymentOperationRow) -> None:
    tx.add(refund)
    tx.flush()
    tx.add(operation)


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


RETURNING = """
    SELECT p.reference, sum(r.amount_minor)::bigint
    FROM payments p JOIN refunds r
        ON r.organization_id = p.organization_id AND r.payment_id = p.id
    WHERE p.organization_id = %(organization_id)s AND p.reference = ANY(%(references)s)
        AND p.review_reason IS NULL AND r.currency = p.currency AND r.payment_ref IS NULL
        AND r.state IN ('requested', 'pending')
    GROUP BY p.reference
"""


FAILED = """
    SELECT id FROM refunds
    WHERE organization_id = %(organization_id)s AND id = ANY(%(refunds)s) AND state = 'failed'
"""


UNANSWERED = """
    SELECT payment_id, id, amount_minor FROM refunds
    WHERE organization_id = %(organization_id)s AND payment_id = ANY(%(payments)s)
        AND state = 'requested' AND requested_at < %(since)s
    ORDER BY requested_at, id
"""


ANSWERED_WITHIN: Final = timedelta(days=3)
"""A provider that says nothing for longer is seen to by a person; it is asked on all the while."""


def sum_returning(tx: Transaction, references: Collection[UUID]) -> dict[UUID, int]:
    """Reference → minor units of refunds that have neither arrived nor failed by their facts.

    As with everything that payments collected, those under review do not count.
    """
    where = {"organization_id": tx.organization_id, "references": list(references)}
    return {reference: int(total) for reference, total in tx.query(RETURNING, where)}


def failed_among(tx: Transaction, refund_ids: Collection[UUID]) -> frozenset[UUID]:
    """List those of these refunds that failed."""
    where = {"organization_id": tx.organization_id, "refunds": list(refund_ids)}
    return frozenset(refund_id for (refund_id,) in tx.query(FAILED, where))


def list_unanswered(
    tx: Transaction, payments: Sequence[UUID]
) -> dict[UUID, list[tuple[UUID, int]]]:
    found: dict[UUID, list[tuple[UUID, int]]] = {}
    since = tx.now - ANSWERED_WITHIN
    where = {"organization_id": tx.organization_id, "payments": list(payments), "since": since}
    for payment_id, refund_id, amount in tx.query(UNANSWERED, where):
        found.setdefault(payment_id, []).append((refund_id, amount))
    return found
