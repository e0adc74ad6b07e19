"""What waits to be sent or asked after, over all organizations, for the jobs that hand it out."""

from datetime import timedelta
from uuid import UUID

from turnout.kernel.db.tx import Transaction

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
"""What is being tried now is due again within this time; what failed waits longer."""


def waiting(tx: Transaction) -> tuple[int, int, int]:
    """How many deliveries, operations and questions somebody is at, or should be."""
    [row] = tx.query(WAITING, {"now": tx.now, "soon": tx.now + SOON})
    return row[0], row[1], row[2]


def due_operations(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, operation) whose time to be tried has come."""
    return [(row[0], row[1]) for row in tx.query(DUE_OPERATIONS, {"now": tx.now, "limit": limit})]


def due_payments(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, payment) that the provider should be asked about."""
    return [(row[0], row[1]) for row in tx.query(DUE_PAYMENTS, {"now": tx.now, "limit": limit})]
