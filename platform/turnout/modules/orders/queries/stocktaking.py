"""What orders and holds take of each pool, beside what it counts: in one statement, one moment."""

from collections.abc import Sequence
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.inventory.sql_fragments import COUNTED, HELD_NOW

SOLD = """
    SELECT d.key::uuid AS pool_id,
        sum(d.value::bigint * (l.quantity - l.returned) / l.quantity)::bigint AS quantity
    FROM orders o JOIN order_lines l
        ON l.organization_id = o.organization_id AND l.order_id = o.id
    CROSS JOIN LATERAL jsonb_each_text(
        coalesce(l.draws, jsonb_build_object(l.pool_id, l.quantity))) AS d
    WHERE o.organization_id = %(organization_id)s AND o.state = 'confirmed'
    GROUP BY 1
"""
COMPARE = f"""
    WITH counted AS ({COUNTED}), held AS ({HELD_NOW}), sold AS ({SOLD})
    SELECT pool_id, coalesce(held.quantity, 0) + coalesce(sold.quantity, 0), counted.taken
    FROM counted LEFT JOIN held USING (pool_id) LEFT JOIN sold USING (pool_id)
    WHERE coalesce(held.quantity, 0) + coalesce(sold.quantity, 0) <> counted.taken
        AND (%(pool_ids)s::uuid[] IS NULL OR pool_id = ANY(%(pool_ids)s))
    ORDER BY pool_id
"""


def list_differences(
    tx: Transaction, pool_ids: Sequence[UUID] | None = None
) -> list[tuple[UUID, int, int]]:
    """(pool, places of its orders and holds, places it counts as taken) where these differ."""
    where = {
        "organization_id": tx.organization_id,
        "pool_ids": None if pool_ids is None else list(pool_ids),
    }
    return [(row[0], int(row[1]), int(row[2])) for row in tx.query(COMPARE, where)]
