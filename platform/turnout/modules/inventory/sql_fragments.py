"""The claim, as parts that the order's one statement is composed of.

The guarded UPDATE stands first. What depends on it reads from `claim`, which has its one row only
when every pool gave what was asked. Several pools are locked in the order of their ids before
(`LOCK_POOLS`), so that two baskets never wait for each other in a ring.
"""

CLAIM_ONE = """
    UPDATE inventory_counters SET taken = taken + %(quantity)s
    WHERE organization_id = %(organization_id)s AND pool_id = %(pool_id)s
        AND taken + reserved + kept + %(quantity)s <= capacity
    RETURNING pool_id
"""

CLAIM_SEVERAL = """
    UPDATE inventory_counters c SET taken = taken + w.quantity
    FROM jsonb_to_recordset(%(wanted)s::jsonb) AS w(pool_id uuid, quantity bigint)
    WHERE c.organization_id = %(organization_id)s AND c.pool_id = w.pool_id
        AND taken + reserved + kept + w.quantity <= capacity
    RETURNING c.pool_id
"""

DRAW = """
    UPDATE inventory_allotments a SET sold = a.sold + w.quantity
    FROM jsonb_to_recordset(%(wanted)s::jsonb) AS w(allotment_id uuid, quantity bigint)
    WHERE a.organization_id = %(organization_id)s AND a.id = w.allotment_id
        AND (a.most IS NULL OR a.sold + w.quantity <= a.most)
    RETURNING a.pool_id, least(w.quantity, greatest(a.places - a.sold + w.quantity, 0)) AS kept
"""
"""Sells through allotments, whose pools are locked before: what is kept for them goes first."""

CLAIM_ALLOTTED = """
    UPDATE inventory_counters c SET taken = taken + w.quantity, kept = c.kept - coalesce(d.kept, 0)
    FROM jsonb_to_recordset(%(wanted)s::jsonb) AS w(pool_id uuid, quantity bigint)
    LEFT JOIN (SELECT pool_id, sum(kept)::bigint AS kept FROM drawn GROUP BY pool_id) d
        ON d.pool_id = w.pool_id
    WHERE c.organization_id = %(organization_id)s AND c.pool_id = w.pool_id
        AND taken + reserved + c.kept - coalesce(d.kept, 0) + w.quantity <= capacity
    RETURNING c.pool_id
"""
"""Takes what `drawn` did not find kept from what is free."""

LOCK_POOLS = """
    SELECT pool_id FROM inventory_counters
    WHERE organization_id = %(organization_id)s AND pool_id = ANY(%(pool_ids)s)
    ORDER BY pool_id FOR NO KEY UPDATE
"""

HOLD = """
    INSERT INTO inventory_holds (organization_id, id, items, state, expires_at, held_at)
    SELECT %(organization_id)s, %(hold_id)s, %(wanted)s::jsonb, 'held', %(expires_at)s, %(now)s
    FROM claim
"""

COUNTED = """
    SELECT pool_id, taken FROM inventory_counters WHERE organization_id = %(organization_id)s
"""

HELD_NOW = """
    SELECT i.pool_id, sum(i.quantity)::bigint AS quantity
    FROM inventory_holds h
    CROSS JOIN LATERAL jsonb_to_recordset(h.items) AS i(pool_id uuid, quantity bigint)
    WHERE h.organization_id = %(organization_id)s AND h.state = 'held'
    GROUP BY i.pool_id
"""
"""Units that holds keep of each pool; expired holds count until they are reclaimed."""

FREE = "c.capacity - c.taken - c.reserved - c.kept"
"""Places of a pool `c` that are kept for nobody."""
KEPT = "greatest(a.places - a.sold, 0)"
"""Places that an allotment `a` keeps of its pool."""
LEFT_OF_ALLOTMENT = f"least({FREE} + {KEPT}, a.most - a.sold)"
"""What can be sold through an allotment `a` of a pool `c`; `most` is null where it has no limit."""

ALLOTMENTS = f"""
    (SELECT a.organization_id, a.id AS allotment_id, a.sold, {KEPT} AS kept, {FREE} AS free
    FROM inventory_allotments a JOIN inventory_counters c
        ON c.organization_id = a.organization_id AND c.pool_id = a.pool_id)
"""
"""Allotments with what they sold and keep, and what is free besides. The caller names the
organization."""
