"""Whose orders these are, over all organizations: by account, or by address."""

from uuid import UUID

from turnout.kernel.db.tx import Transaction

OF_ADDRESS = """
    WITH RECURSIVE owner AS (
        (SELECT organization_id AS id FROM orders ORDER BY organization_id LIMIT 1)
        UNION ALL
        SELECT (SELECT o.organization_id FROM orders o WHERE o.organization_id > owner.id
            ORDER BY o.organization_id LIMIT 1)
        FROM owner WHERE owner.id IS NOT NULL
    )
    SELECT held.organization_id, held.id
    FROM owner CROSS JOIN LATERAL (
        SELECT o.organization_id, o.id, o.placed_at FROM orders o
        WHERE o.organization_id = owner.id AND lower(o.buyer_email) = lower(%(email)s)
            AND o.state NOT IN ('held', 'expired')
        ORDER BY o.placed_at DESC LIMIT %(limit)s) AS held
    ORDER BY held.placed_at DESC LIMIT %(limit)s
"""
"""Each organization's own index is asked; there is none over all of them, by design."""
OF_PERSON = """
    SELECT organization_id, id FROM orders
    WHERE user_id = %(user_id)s AND state NOT IN ('held', 'expired')
    ORDER BY placed_at DESC LIMIT %(limit)s
"""


def list_of_address(tx: Transaction, email: str, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, order) that an address bought, the newest first; for jobs of the platform."""
    return [(row[0], row[1]) for row in tx.query(OF_ADDRESS, {"email": email, "limit": limit})]


def list_of_person(tx: Transaction, user_id: UUID, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, order) that a person bought while signed in; row security says whose."""
    return [(row[0], row[1]) for row in tx.query(OF_PERSON, {"user_id": user_id, "limit": limit})]
