"""Payments, by our ids and the provider's, and its facts about them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id, typed_number
from turnout.kernel.typed_addresses import address_key
from turnout.kernel.values import attributes_of, from_attributes
from turnout.modules.connections import api as connections
from turnout.modules.payments import risks, rules
from turnout.modules.payments.errors import PaymentNotFound
from turnout.modules.payments.models import (
    Decision,
    PaymentFactRow,
    PaymentOperationRow,
    PaymentRow,
    Source,
)
from turnout.modules.payments.provider_objects import (
    NOT_CHECKED,
    Observation,
    ProviderObject,
    objects_of,
)
from turnout.modules.payments.rules import ExpectedPayment
from turnout.modules.payments.types import FoundPayment, PaymentFilter
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update

INSERT_FACT = """
    INSERT INTO payment_facts (organization_id, id, payment_id, kind, object_id, provider_ref,
        amount_minor, currency, fee_minor, key, code, fault, source, occurred_at, recorded_at,
        variant, expires_at, reference, account, risk)
    VALUES (%(organization_id)s, %(id)s, %(payment_id)s, %(kind)s, %(object_id)s,
        %(provider_ref)s, %(amount_minor)s, %(currency)s, %(fee_minor)s, %(key)s, %(code)s,
        %(fault)s, %(source)s, %(occurred_at)s, %(now)s,
        %(variant)s, %(expires_at)s, %(reference)s, %(account)s, %(risk)s::jsonb)
    ON CONFLICT (organization_id, payment_id, kind, object_id, variant) DO NOTHING RETURNING true
"""

USE_OF_CONNECTION = """
    WITH of_connection AS (
        SELECT p.*, p.state IN ('pending', 'unknown', 'needs_action', 'processing', 'authorized')
            OR p.dispute IS NOT DISTINCT FROM 'open'
            OR (p.review_reason IS NOT NULL AND p.review_decision IS DISTINCT FROM 'refused')
            OR EXISTS (SELECT FROM refunds r
                WHERE r.organization_id = p.organization_id AND r.payment_id = p.id
                    AND r.state IN ('requested', 'pending'))
            OR EXISTS (SELECT FROM payment_operations o
                WHERE o.organization_id = p.organization_id AND o.payment_id = p.id
                    AND o.state IN ('planned', 'sent', 'unknown')) AS is_pending
        FROM payments p
        WHERE p.organization_id = %(organization_id)s AND p.connection_id = %(connection_id)s
    )
    SELECT
        count(*) FILTER (WHERE is_pending) + (SELECT count(*) FROM payment_deliveries d
            WHERE d.organization_id = %(organization_id)s
                AND d.connection_id = %(connection_id)s AND d.state = 'received') AS pending,
        count(*) FILTER (WHERE NOT is_pending
            AND captured_minor > greatest(refunded_minor, refunding_minor) + disputed_minor)
            AS refundable
    FROM of_connection
"""
NAMED = """
    p.id, p.reference, p.connection_id, p.provider_ref, p.amount_minor, p.currency,
    CASE p.platform_fee_route WHEN 'provider' THEN p.platform_fee_minor ELSE 0 END AS share_minor
"""
BY_REF = f"""
    SELECT {NAMED} FROM payments p
    WHERE p.organization_id = %(organization_id)s AND p.connection_id = %(connection_id)s
        AND p.provider_ref = ANY(%(refs)s)
"""
BY_ID = f"""
    SELECT {NAMED} FROM payments p
    WHERE p.organization_id = %(organization_id)s AND p.id = %(id)s
"""
BY_PROVIDER_REF = """
    SELECT organization_id, '' AS organization_name, id AS payment_id, connection_id, provider_ref,
        state, currency, amount_minor, opened_at
    FROM payments
    WHERE organization_id = ANY(%(organization_ids)s) AND provider_ref = %(provider_ref)s
        AND connection_id IS NOT NULL
    ORDER BY organization_id, id LIMIT 50
"""
MONEY_KINDS = (
    "payment.succeeded", "payment.captured", "refund.succeeded", "dispute.opened", "dispute.lost",
)  # fmt: skip
MOVED = f"""
    SELECT {NAMED} FROM payments p
    WHERE p.organization_id = %(organization_id)s AND p.connection_id = %(connection_id)s
        AND p.provider_ref > %(after)s AND EXISTS (
            SELECT 1 FROM payment_facts f
            WHERE f.organization_id = p.organization_id AND f.payment_id = p.id
                AND f.kind = ANY(%(kinds)s)
                AND f.occurred_at >= %(since)s AND f.occurred_at < %(until)s)
    ORDER BY p.provider_ref LIMIT %(limit)s
"""
IDS_OF_REFERENCE: Final = """
    SELECT id FROM payments
    WHERE organization_id = %(organization_id)s AND reference = %(reference)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPayment:
    """A payment under the name that its provider gave it."""

    id: UUID
    reference: UUID
    connection_id: UUID | None
    provider_ref: str | None
    amount_minor: int
    currency: str
    share_minor: int
    """The platform's fee that the provider keeps back, beside its own."""


def add_payment(tx: Transaction, payment: PaymentRow, start: PaymentOperationRow) -> None:
    tx.add(payment)
    tx.flush()
    tx.add(start)


def use_of_connection(tx: Transaction, connection_id: UUID) -> connections.ConnectionUse:
    """How many payments and deliveries still need a connection, and how many may be refunded."""
    where = {"organization_id": tx.organization_id, "connection_id": connection_id}
    return tx.query(USE_OF_CONNECTION, where, into=connections.ConnectionUse)[0]


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


def list_ids_of_reference(tx: Transaction, reference: UUID) -> list[UUID]:
    """Ids of the payments that were opened for a reference."""
    where = {"organization_id": tx.organization_id, "reference": reference}
    return [payment_id for (payment_id,) in tx.query(IDS_OF_REFERENCE, where)]


def list_payments(
    tx: Transaction, request: PageRequest, wanted: PaymentFilter
) -> Sequence[PaymentRow]:
    """Newest first; one row more than asked for says that a next page exists."""
    statement = select(PaymentRow).where(
        PaymentRow.organization_id == tx.organization_id, *_wanted(wanted)
    )
    after = place_in_time(request)
    if after is not None:
        statement = statement.where(tuple_(PaymentRow.opened_at, PaymentRow.id) < after)
    return tx.session.scalars(
        statement.order_by(PaymentRow.opened_at.desc(), PaymentRow.id.desc()).limit(
            request.limit + 1
        )
    ).all()


def _wanted(wanted: PaymentFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.reference is not None:
        yield PaymentRow.reference == wanted.reference
    if wanted.connection_id is not None:
        yield PaymentRow.connection_id == wanted.connection_id
    if wanted.state:
        yield PaymentRow.state.in_(wanted.state)
    if wanted.opened_from is not None:
        yield PaymentRow.opened_at >= wanted.opened_from
    if wanted.opened_before is not None:
        yield PaymentRow.opened_at < wanted.opened_before
    if wanted.q is not None:
        yield or_(
            PaymentRow.description == typed_number(wanted.q),
            func.lower(PaymentRow.buyer_email) == address_key(wanted.q),
            PaymentRow.provider_ref == wanted.q,
        )
    if wanted.is_held:
        refused = PaymentRow.review_decision == Decision.REFUSED.value
        waits = and_(PaymentRow.review_reason.is_not(None), refused.is_not(True))
        yield or_(waits, PaymentRow.stray_minor > 0)


def find_payment_id(tx: Transaction, connection_id: UUID, update: Update) -> UUID | None:
    """Find the payment of a connection that an update is about.

    By the provider's own id; else, when our answer got lost, by the key that we sent; else by
    the reference that we sent.
    """
    mine = (
        PaymentRow.organization_id == tx.organization_id,
        PaymentRow.connection_id == connection_id,
    )
    by_ref = find_id_by_ref(tx, connection_id, update.provider_ref)
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


def list_by_provider_ref(
    tx: Transaction, provider_ref: str, organization_ids: Sequence[UUID]
) -> list[FoundPayment]:
    """The payments of these organizations that a provider calls so: as the operator sees them."""
    values = {"provider_ref": provider_ref, "organization_ids": list(organization_ids)}
    return tx.query(BY_PROVIDER_REF, values, into=FoundPayment)


def find_id_by_ref(tx: Transaction, connection_id: UUID | None, provider_ref: str) -> UUID | None:
    """Find the payment of a connection by the provider's id and nothing else."""
    return tx.session.scalar(
        select(PaymentRow.id).where(
            PaymentRow.organization_id == tx.organization_id,
            PaymentRow.connection_id == connection_id,
            PaymentRow.provider_ref == provider_ref,
        )
    )


def is_provider_ref_free(tx: Transaction, connection_id: UUID | None, provider_ref: str) -> bool:
    return find_id_by_ref(tx, connection_id, provider_ref) is None


def list_facts(tx: Transaction, payment_id: UUID) -> Sequence[PaymentFactRow]:
    return tx.session.scalars(_facts(tx).where(PaymentFactRow.payment_id == payment_id)).all()


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
    return from_attributes(
        Observation,
        row,
        kind=FactKind(row.kind),
        amount=Money(row.amount_minor, row.currency),
        source=Source(row.source),
        risk=risks.from_stored(row.risk),
        **NOT_CHECKED | {"is_accepted": is_accepted},
    )


def insert_fact(
    tx: Transaction, payment_id: UUID, fact: Observation, *, code: str | None = None
) -> bool:
    """Store an observation once; whether it was new."""
    values = attributes_of(fact) | {
        "organization_id": tx.organization_id,
        "id": new_id(),
        "payment_id": payment_id,
        "amount_minor": fact.amount.minor,
        "currency": fact.amount.currency,
        "code": code,
        "now": tx.now,
        "variant": fact.variant,
        "risk": as_json(risks.to_stored(fact.risk)) if fact.risk else None,
    }
    return bool(tx.query(INSERT_FACT, values))


def list_facts_of(tx: Transaction, payments: Collection[UUID]) -> dict[UUID, list[PaymentFactRow]]:
    """List the facts of several payments, by payment."""
    found: dict[UUID, list[PaymentFactRow]] = {payment_id: [] for payment_id in payments}
    for row in tx.session.scalars(_facts(tx).where(PaymentFactRow.payment_id.in_(found))):
        found[row.payment_id].append(row)
    return found


def _facts(tx: Transaction) -> Select[PaymentFactRow]:
    return (
        select(PaymentFactRow)
        .where(PaymentFactRow.organization_id == tx.organization_id)
        .order_by(PaymentFactRow.occurred_at, PaymentFactRow.id)
    )


def list_provider_objects(
    tx: Transaction, payments: Collection[UUID]
) -> dict[UUID, list[ProviderObject]]:
    """List the provider's objects (charges, refunds, disputes) by payment.

    Whether it fits what was asked for is another question: the provider moved it all the same.
    """
    return {
        payment_id: objects_of(_to_observation(row, is_accepted=False) for row in facts)
        for payment_id, facts in list_facts_of(tx, payments).items()
    }


def _by_id(tx: Transaction, payment_id: UUID) -> Select[PaymentRow]:
    return select(PaymentRow).where(
        PaymentRow.organization_id == tx.organization_id, PaymentRow.id == payment_id
    )


def list_by_ref(tx: Transaction, connection_id: UUID, refs: Collection[str]) -> list[NamedPayment]:
    """The connection's payments by the provider's ids, those that are there."""
    where = {
        "organization_id": tx.organization_id,
        "connection_id": connection_id,
        "refs": list(refs),
    }
    return tx.query(BY_REF, where, into=NamedPayment)


def find_named(tx: Transaction, payment_id: UUID) -> NamedPayment | None:
    where = {"organization_id": tx.organization_id, "id": payment_id}
    return next(iter(tx.query(BY_ID, where, into=NamedPayment)), None)


def list_moved(
    tx: Transaction,
    connection_id: UUID,
    *,
    since: datetime,
    until: datetime,
    after: str,
    limit: int,
) -> list[NamedPayment]:
    """Payments of which money moved in a period, by the provider's id, from `after` on."""
    where = {
        "organization_id": tx.organization_id,
        "connection_id": connection_id,
        "kinds": list(MONEY_KINDS),
        "since": since,
        "until": until,
        "after": after,
        "limit": limit,
    }
    return tx.query(MOVED, where, into=NamedPayment)
