"""Payments, the provider's facts about them, and their refunds: find, lock, list, insert."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select, tuple_

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.payments import rules
from turnout.modules.payments.enums import Decision, RefundState, Source
from turnout.modules.payments.errors import PaymentNotFound
from turnout.modules.payments.models import (
    PaymentFactRow,
    PaymentOperationRow,
    PaymentRow,
    RefundRow,
)
from turnout.modules.payments.provider_objects import Observation
from turnout.modules.payments.rules import ExpectedPayment
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update

INSERT_FACT = """
    INSERT INTO payment_facts (organization_id, id, payment_id, kind, object_id, provider_ref,
        amount_minor, currency, fee_minor, key, code, fault, source, occurred_at, recorded_at,
        variant, expires_at, reference, account)
    VALUES (%(organization_id)s, %(id)s, %(payment_id)s, %(kind)s, %(object_id)s,
        %(provider_ref)s, %(amount_minor)s, %(currency)s, %(fee_minor)s, %(key)s, %(code)s,
        %(fault)s, %(source)s, %(occurred_at)s, %(now)s,
        %(variant)s, %(expires_at)s, %(reference)s, %(account)s)
    ON CONFLICT (organization_id, payment_id, kind, object_id, variant) DO NOTHING RETURNING true
"""

REFUNDS_UNDER_WAY = """
    SELECT p.reference, sum(r.amount_minor)::bigint
    FROM payments p JOIN refunds r
        ON r.organization_id = p.organization_id AND r.payment_id = p.id
    WHERE p.organization_id = %(organization_id)s AND p.reference = ANY(%(references)s)
        AND p.review_reason IS NULL AND r.currency = p.currency AND r.payment_ref IS NULL
        AND r.state IN ('requested', 'pending')
    GROUP BY p.reference
"""
FAILED_REFUNDS = """
    SELECT id FROM refunds
    WHERE organization_id = %(organization_id)s AND id = ANY(%(refunds)s) AND state = 'failed'
"""
UNANSWERED_REFUNDS = """
    SELECT payment_id, id, amount_minor FROM refunds
    WHERE organization_id = %(organization_id)s AND payment_id = ANY(%(payments)s)
        AND state = 'requested' AND requested_at < %(since)s
    ORDER BY requested_at, id
"""
ANSWERED_WITHIN: Final = timedelta(days=3)
"""A refund that is unanswered for longer is left to a person; polling goes on."""


def add_payment(tx: Transaction, payment: PaymentRow, start: PaymentOperationRow) -> None:
    tx.add(payment)
    tx.flush()
    tx.add(start)


def get_payment(tx: Transaction, payment_id: UUID) -> PaymentRow:
    """The payment, or PaymentNotFound."""
    found = tx.session.scalars(_by_id(tx, payment_id)).one_or_none()
    if found is None:
        raise PaymentNotFound
    return found


def lock_payment(tx: Transaction, payment_id: UUID) -> PaymentRow:
    """The payment FOR UPDATE, as it is now, or PaymentNotFound.

    Whoever changes a payment, its refunds or its operations locks it first.
    """
    found = tx.session.scalars(
        _by_id(tx, payment_id).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise PaymentNotFound
    return found


def list_of_reference(tx: Transaction, reference: UUID) -> Sequence[PaymentRow]:
    """List all payments of a reference, newest first."""
    return tx.session.scalars(
        select(PaymentRow)
        .where(PaymentRow.organization_id == tx.organization_id, PaymentRow.reference == reference)
        .order_by(PaymentRow.opened_at.desc(), PaymentRow.id.desc())
    ).all()


def list_payments(
    tx: Transaction,
    request: PageRequest,
    *,
    reference: UUID | None = None,
    state: str | None = None,
    is_held: bool = False,
) -> Sequence[PaymentRow]:
    """Newest first; one row more than asked for says that a next page exists."""
    statement = select(PaymentRow).where(PaymentRow.organization_id == tx.organization_id)
    if reference is not None:
        statement = statement.where(PaymentRow.reference == reference)
    if state is not None:
        statement = statement.where(PaymentRow.state == state)
    if is_held:
        refused = PaymentRow.review_decision == Decision.REFUSED.value
        waits = and_(PaymentRow.review_reason.is_not(None), refused.is_not(True))
        statement = statement.where(or_(waits, PaymentRow.stray_minor > 0))
    after = place_in_time(request)
    if after is not None:
        statement = statement.where(tuple_(PaymentRow.opened_at, PaymentRow.id) < after)
    return tx.session.scalars(
        statement.order_by(PaymentRow.opened_at.desc(), PaymentRow.id.desc()).limit(
            request.limit + 1
        )
    ).all()


def find_payment_id(tx: Transaction, connection_id: UUID, update: Update) -> UUID | None:
    """Find the payment of a connection that an update is about.

    By the provider's own id; else, when our answer got lost, by the key that we sent; else by
    the reference that we sent.
    """
    mine = (
        PaymentRow.organization_id == tx.organization_id,
        PaymentRow.connection_id == connection_id,
    )
    by_ref = tx.session.scalar(
        select(PaymentRow.id).where(*mine, PaymentRow.provider_ref == update.provider_ref)
    )
    if by_ref is not None:
        return by_ref
    if update.key is not None:
        by_key = tx.session.scalar(
            select(PaymentRow.id)
            .join(
                PaymentOperationRow,
                (PaymentOperationRow.organization_id == PaymentRow.organization_id)
                & (PaymentOperationRow.payment_id == PaymentRow.id),
            )
            .where(*mine, PaymentOperationRow.key == update.key)
        )
        if by_key is not None:
            return by_key
    try:
        payment_id = UUID(update.reference or "")
    except ValueError:
        return None
    return tx.session.scalar(select(PaymentRow.id).where(*mine, PaymentRow.id == payment_id))


def is_provider_ref_free(tx: Transaction, connection_id: UUID, provider_ref: str) -> bool:
    return (
        tx.session.scalar(
            select(PaymentRow.id).where(
                PaymentRow.organization_id == tx.organization_id,
                PaymentRow.connection_id == connection_id,
                PaymentRow.provider_ref == provider_ref,
            )
        )
        is None
    )


def list_facts(tx: Transaction, payment_id: UUID) -> Sequence[PaymentFactRow]:
    return tx.session.scalars(
        select(PaymentFactRow)
        .where(
            PaymentFactRow.organization_id == tx.organization_id,
            PaymentFactRow.payment_id == payment_id,
        )
        .order_by(PaymentFactRow.occurred_at, PaymentFactRow.id)
    ).all()


def list_observations(tx: Transaction, payment: PaymentRow) -> list[Observation]:
    """List the observations of a payment, checked against what is known of it now."""
    return check_observations(payment, list_facts(tx, payment.id))


def check_observations(payment: PaymentRow, facts: Sequence[PaymentFactRow]) -> list[Observation]:
    """Check facts that were read before against their payment."""
    is_refused = payment.review_decision == Decision.REFUSED.value
    seen = set(payment.reviewed_facts)
    return rules.check_against(
        [_to_observation(row, is_accepted=is_refused or str(row.id) in seen) for row in facts],
        expected_payment(payment),
    )


def expected_payment(payment: PaymentRow) -> ExpectedPayment:
    return ExpectedPayment(
        payment_id=payment.id,
        amount=Money(payment.amount_minor, payment.currency),
        provider_ref=None if payment.ref_is_learned else payment.provider_ref,
    )


def _to_observation(row: PaymentFactRow, *, is_accepted: bool) -> Observation:
    return Observation(
        kind=FactKind(row.kind),
        object_id=row.object_id,
        amount=Money(row.amount_minor, row.currency),
        occurred_at=row.occurred_at,
        fee_minor=row.fee_minor,
        provider_ref=row.provider_ref,
        reference=row.reference,
        account=row.account,
        key=row.key,
        source=Source(row.source),
        expires_at=row.expires_at,
        is_accepted=is_accepted,
    )


def insert_fact(
    tx: Transaction, payment_id: UUID, fact: Observation, *, code: str | None = None
) -> bool:
    """Store an observation once; whether it was new."""
    values: dict[str, Any] = {
        "organization_id": tx.organization_id,
        "id": new_id(),
        "payment_id": payment_id,
        "kind": fact.kind.value,
        "object_id": fact.object_id,
        "provider_ref": fact.provider_ref,
        "amount_minor": fact.amount.minor,
        "currency": fact.amount.currency,
        "fee_minor": fact.fee_minor,
        "key": fact.key,
        "code": code,
        "fault": fact.fault,
        "source": fact.source.value,
        "occurred_at": fact.occurred_at,
        "now": tx.now,
        "variant": fact.variant,
        "expires_at": fact.expires_at,
        "reference": fact.reference,
        "account": fact.account,
    }
    return bool(tx.query(INSERT_FACT, values))


def _by_id(tx: Transaction, payment_id: UUID) -> Select[PaymentRow]:
    return select(PaymentRow).where(
        PaymentRow.organization_id == tx.organization_id, PaymentRow.id == payment_id
    )


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


def sum_returning(tx: Transaction, references: Collection[UUID]) -> dict[UUID, int]:
    """Map references to the minor units of refunds that have neither succeeded nor failed.

    As with everything that payments collected, those under review do not count.
    """
    where = {"organization_id": tx.organization_id, "references": list(references)}
    return {reference: int(total) for reference, total in tx.query(REFUNDS_UNDER_WAY, where)}


def failed_among(tx: Transaction, refund_ids: Collection[UUID]) -> frozenset[UUID]:
    """List those of these refunds that failed."""
    where = {"organization_id": tx.organization_id, "refunds": list(refund_ids)}
    return frozenset(refund_id for (refund_id,) in tx.query(FAILED_REFUNDS, where))


def list_unanswered(
    tx: Transaction, payments: Sequence[UUID]
) -> dict[UUID, list[tuple[UUID, int]]]:
    found: dict[UUID, list[tuple[UUID, int]]] = {}
    since = tx.now - ANSWERED_WITHIN
    where = {"organization_id": tx.organization_id, "payments": list(payments), "since": since}
    for payment_id, refund_id, amount in tx.query(UNANSWERED_REFUNDS, where):
        found.setdefault(payment_id, []).append((refund_id, amount))
    return found
