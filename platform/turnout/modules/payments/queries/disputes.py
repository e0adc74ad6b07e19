"""Disputes, put together from the facts that providers told of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.values import from_attributes
from turnout.modules.payments.provider_objects import derived_id
from turnout.modules.payments.types import Dispute

# A dispute may be told of again with another amount: the last telling counts.
DISPUTES = """
    WITH found AS (
        SELECT payment_id, object_id AS provider_ref, min(occurred_at) AS opened_at,
            (array_agg(id ORDER BY occurred_at, id))[1] AS fact_id,
            (array_agg(amount_minor ORDER BY recorded_at DESC, id DESC))[1] AS amount_minor,
            (array_agg(currency ORDER BY recorded_at DESC, id DESC))[1] AS currency,
            coalesce(max(code), '') AS reason, max(expires_at) AS respond_by,
            CASE WHEN bool_or(kind = 'dispute.won') THEN 'won'
                WHEN bool_or(kind = 'dispute.lost') THEN 'lost' ELSE 'open' END AS state,
            max(recorded_at) FILTER (WHERE kind <> 'dispute.opened') AS closed_at
        FROM payment_facts
        WHERE organization_id = %(organization_id)s
            AND kind IN ('dispute.opened', 'dispute.won', 'dispute.lost')
        GROUP BY payment_id, object_id
    )
    SELECT f.*, p.reference, p.description, p.connection_id
    FROM found f JOIN payments p
        ON p.organization_id = %(organization_id)s AND p.id = f.payment_id
    WHERE (%(state)s::text IS NULL OR f.state = %(state)s)
        AND (%(connection_id)s::uuid IS NULL OR p.connection_id = %(connection_id)s)
"""
EARLIER = " AND (f.opened_at, f.fact_id) < (%(after_at)s::timestamptz, %(after_id)s::uuid)"
NEWEST_FIRST = " ORDER BY f.opened_at DESC, f.fact_id DESC LIMIT %(limit)s"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDispute:
    """A dispute by its payment and the provider's name; `fact_id` is the first that told of it."""

    payment_id: UUID
    provider_ref: str
    fact_id: UUID
    reference: UUID
    description: str
    connection_id: UUID
    state: str
    amount_minor: int
    currency: str
    reason: str
    opened_at: datetime
    respond_by: datetime | None
    closed_at: datetime | None

    def as_dispute(self) -> Dispute:
        """The dispute by the id that its facts announce."""
        return from_attributes(Dispute, self, id=derived_id(self.payment_id, self.provider_ref))


def list_disputes(
    tx: Transaction, request: PageRequest, *, state: str | None, connection_id: UUID | None
) -> list[FoundDispute]:
    """Newest first; one more than asked for says that a next page exists."""
    where: dict[str, Any] = {
        "organization_id": tx.organization_id,
        "state": state,
        "connection_id": connection_id,
        "limit": request.limit + 1,
    }
    statement = DISPUTES
    after = place_in_time(request)
    if after is not None:
        statement += EARLIER
        where |= {"after_at": after[0], "after_id": after[1]}
    return tx.query(statement + NEWEST_FIRST, where, into=FoundDispute)


def find_dispute(tx: Transaction, dispute_id: UUID) -> Dispute | None:
    """One dispute, by the id that is derived from its payment and the provider's name for it."""
    where = {"organization_id": tx.organization_id, "state": None, "connection_id": None}
    every = tx.query(DISPUTES, where, into=FoundDispute)
    return next((each for one in every if (each := one.as_dispute()).id == dispute_id), None)
