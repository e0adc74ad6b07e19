"""Payments by the provider's id, and ledger entries that no payment is about."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.payments.enums import Account
from turnout.modules.payments.provider_objects import (
    MANUAL_PREFIX,
    Observation,
    ProviderObject,
    objects_of,
)
from turnout.modules.payments.queries.ledger import INSERT_LINE
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind
from turnout_sdk.statements import OpenRefund

COLUMNS = """
    p.id, p.reference, p.connection_id, p.provider_ref, p.amount_minor, p.currency,
    CASE p.platform_fee_route WHEN 'provider' THEN p.platform_fee_minor ELSE 0 END AS share_minor
"""
BY_REF = f"""
    SELECT {COLUMNS} FROM payments p
    WHERE p.organization_id = %(organization_id)s AND p.connection_id = %(connection_id)s
        AND p.provider_ref = ANY(%(refs)s)
"""
BY_ID = f"""
    SELECT {COLUMNS} FROM payments p
    WHERE p.organization_id = %(organization_id)s AND p.id = %(id)s
"""
MANUAL_REFUNDS = """
    SELECT payment_id, provider_ref, amount_minor, currency FROM refunds
    WHERE organization_id = %(organization_id)s AND payment_id = ANY(%(payments)s)
        AND starts_with(provider_ref, %(prefix)s) AND state <> 'failed'
    ORDER BY requested_at, id
"""
MONEY_KINDS = (
    "payment.succeeded",
    "payment.captured",
    "refund.succeeded",
    "dispute.opened",
    "dispute.lost",
)
FACTS = """
    SELECT payment_id, kind, object_id, amount_minor, currency, occurred_at, fee_minor,
        provider_ref
    FROM payment_facts
    WHERE organization_id = %(organization_id)s AND payment_id = ANY(%(payments)s)
"""
MOVED = f"""
    SELECT {COLUMNS} FROM payments p
    WHERE p.organization_id = %(organization_id)s AND p.connection_id = %(connection_id)s
        AND p.provider_ref > %(after)s AND EXISTS (
            SELECT 1 FROM payment_facts f
            WHERE f.organization_id = p.organization_id AND f.payment_id = p.id
                AND f.kind = ANY(%(kinds)s)
                AND f.occurred_at >= %(since)s AND f.occurred_at < %(until)s)
    ORDER BY p.provider_ref LIMIT %(limit)s
"""
INSERT_ENTRY = """
    INSERT INTO ledger_entries (organization_id, id, payment_id, kind, source, currency,
        occurred_at, recorded_at)
    VALUES (%(organization_id)s, %(id)s, %(payment_id)s, %(kind)s, %(source)s, %(currency)s,
        %(occurred_at)s, %(now)s)
    ON CONFLICT (organization_id, source) DO NOTHING RETURNING true
"""
POSTED = """
    SELECT source FROM ledger_entries
    WHERE organization_id = %(organization_id)s AND source = ANY(%(sources)s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPayment:
    """A payment under the name that its provider gave it."""

    id: UUID
    reference: UUID
    connection_id: UUID
    provider_ref: str | None
    amount_minor: int
    currency: str
    share_minor: int
    """The platform's fee that the provider keeps back, beside its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderEntry:
    """A ledger entry about a provider's account; `source` names what it books, for ever."""

    kind: str
    source: str
    currency: str
    occurred_at: datetime
    lines: Mapping[Account, int]
    payment_id: UUID | None = None


def list_by_ref(
    tx: Transaction, connection_id: UUID, refs: Collection[str]
) -> dict[str, NamedPayment]:
    """The connection's payments by the provider's ids, those that are there."""
    where = {
        "organization_id": tx.organization_id,
        "connection_id": connection_id,
        "refs": list(refs),
    }
    found = tx.query(BY_REF, where, into=NamedPayment)
    return {each.provider_ref: each for each in found if each.provider_ref is not None}


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


def list_provider_objects(
    tx: Transaction, payments: Collection[UUID]
) -> dict[UUID, list[ProviderObject]]:
    """List the provider's objects (charges, refunds, disputes) by payment.

    Whether it fits what was asked for is another question: the provider moved it all the same.
    """
    observed: dict[UUID, list[Observation]] = {each: [] for each in payments}
    where = {"organization_id": tx.organization_id, "payments": list(observed)}
    for payment_id, observation in tx.query(FACTS, where, into=_observation):
        observed[payment_id].append(observation)
    return {payment_id: objects_of(facts) for payment_id, facts in observed.items()}


def _observation(
    *, payment_id: UUID, kind: str, amount_minor: int, currency: str, **columns: Any
) -> tuple[UUID, Observation]:
    amount = Money(amount_minor, currency)
    return payment_id, Observation(kind=FactKind(kind), amount=amount, **columns)


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


def insert_entry(tx: Transaction, entry: ProviderEntry) -> bool:
    """Write an entry with its lines; False when the same thing was booked before."""
    entry_id = new_id()
    values = {
        "organization_id": tx.organization_id,
        "id": entry_id,
        "payment_id": entry.payment_id,
        "kind": entry.kind,
        "source": entry.source,
        "currency": entry.currency,
        "occurred_at": entry.occurred_at,
        "now": tx.now,
    }
    if not tx.query(INSERT_ENTRY, values):
        return False
    lines = [
        {
            "organization_id": tx.organization_id,
            "id": new_id(),
            "entry_id": entry_id,
            "account": account.value,
            "amount_minor": amount,
        }
        for account, amount in entry.lines.items()
        if amount
    ]
    tx.execute_many(INSERT_LINE, lines)
    return True


def list_posted(tx: Transaction, sources: Collection[str]) -> set[str]:
    """List those of these sources that the ledger has an entry for."""
    where = {"organization_id": tx.organization_id, "sources": list(sources)}
    return {source for (source,) in tx.query(POSTED, where)}
