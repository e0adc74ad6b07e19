"""Webhook deliveries: store once, lock, list, purge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import undefer

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.payments.errors import DeliveryNotFound
from turnout.modules.payments.models import PaymentDeliveryRow

FIRST_SWEEP = timedelta(seconds=5)
"""The task that is queued with a delivery has read it by then, unless its message got lost."""

STORE = """
    INSERT INTO payment_deliveries (organization_id, id, connection_id, digest, headers, body,
        state, attempts, detail, received_at, due_at)
    VALUES (%(organization_id)s, %(id)s, %(connection_id)s, %(digest)s, %(headers)s, %(body)s,
        'received', 0, '', %(now)s, %(due_at)s)
    ON CONFLICT (organization_id, connection_id, digest) DO NOTHING RETURNING id
"""
DUE = """
    SELECT organization_id, id FROM payment_deliveries WHERE due_at <= %(now)s
    ORDER BY due_at LIMIT %(limit)s
"""


FORGET = """
    DELETE FROM payment_deliveries
    WHERE finished_at < %(before)s AND state IN ('done', 'ignored', 'foreign') RETURNING true
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDelivery:
    """A webhook from the inbox, ready to be read again."""

    id: UUID
    connection_id: UUID
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


def insert_delivery(
    tx: Transaction, connection_id: UUID, *, headers: Mapping[str, str], body: bytes, digest: str
) -> UUID | None:
    """The new delivery's id; None when the same one was stored before."""
    rows = tx.query(
        STORE,
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
    return rows[0][0] if rows else None


def list_due(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """List (organization, delivery) that are due to be read."""
    return list(tx.query(DUE, {"now": tx.now, "limit": limit}))


def purge(tx: Transaction, *, before: datetime) -> int:
    """Delete deliveries that were finished before; their facts stay."""
    return len(tx.query(FORGET, {"before": before}))


def find_received(tx: Transaction, delivery_id: UUID) -> StoredDelivery | None:
    """A delivery that waits to be read, with its bytes."""
    row = tx.session.scalars(
        select(PaymentDeliveryRow)
        .where(
            PaymentDeliveryRow.organization_id == tx.organization_id,
            PaymentDeliveryRow.id == delivery_id,
            PaymentDeliveryRow.state == "received",
        )
        .options(undefer(PaymentDeliveryRow.headers), undefer(PaymentDeliveryRow.body))
    ).one_or_none()
    if row is None:
        return None
    return StoredDelivery(
        id=row.id, connection_id=row.connection_id, headers=row.headers, body=row.body
    )


def lock_delivery(tx: Transaction, delivery_id: UUID) -> PaymentDeliveryRow:
    """The delivery FOR UPDATE, or DeliveryNotFound."""
    row = tx.session.scalars(
        select(PaymentDeliveryRow)
        .where(
            PaymentDeliveryRow.organization_id == tx.organization_id,
            PaymentDeliveryRow.id == delivery_id,
        )
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise DeliveryNotFound
    return row


def list_deliveries(
    tx: Transaction, request: PageRequest, *, state: str | None = None
) -> Sequence[PaymentDeliveryRow]:
    """Newest first; one row more than asked for says that a next page exists."""
    statement = select(PaymentDeliveryRow).where(
        PaymentDeliveryRow.organization_id == tx.organization_id
    )
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
