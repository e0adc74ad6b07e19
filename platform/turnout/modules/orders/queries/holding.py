"""Whose order a ticket was issued for."""

from uuid import UUID

from turnout.kernel.db.tx import Transaction

BUYER = """
    SELECT user_id FROM orders WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def buyer_of(tx: Transaction, order_id: UUID) -> UUID | None:
    """The account that bought it, if it was one."""
    rows = tx.query(BUYER, {"organization_id": tx.organization_id, "id": order_id})
    return rows[0][0] if rows else None
