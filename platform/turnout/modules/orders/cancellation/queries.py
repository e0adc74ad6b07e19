"""Orders of an event that was cancelled, postponed or moved, in batches."""

from uuid import UUID

from turnout.kernel.db.tx import Transaction

OPEN = "('held', 'awaiting_approval', 'awaiting_payment', 'under_review', 'confirmed')"
CONCERNED = f"""
    SELECT id FROM orders
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND state IN {OPEN}
    UNION
    SELECT o.id FROM order_pass_events p
    JOIN orders o ON o.organization_id = p.organization_id AND o.id = p.order_id
    WHERE p.organization_id = %(organization_id)s AND p.event_id = %(event_id)s
        AND p.ended_at IS NULL AND o.state IN {OPEN}
"""
NEXT = f"""
    SELECT id FROM ({CONCERNED}) AS concerned
    WHERE %(after)s::uuid IS NULL OR id > %(after)s::uuid
    ORDER BY id LIMIT %(limit)s
"""
COUNT = f"SELECT count(*) FROM ({CONCERNED}) AS concerned"


def list_next(tx: Transaction, event_id: UUID, *, after: UUID | None, limit: int) -> list[UUID]:
    """Orders that hold or have places, in the order of their ids, behind the last one seen.

    Those of the event, and those whose passes admit to it.
    """
    values = {"organization_id": tx.organization_id, "event_id": event_id}
    return [row[0] for row in tx.query(NEXT, {**values, "after": after, "limit": limit})]


def count_open(tx: Transaction, event_id: UUID) -> int:
    values = {"organization_id": tx.organization_id, "event_id": event_id}
    return int(tx.query(COUNT, values)[0][0])
