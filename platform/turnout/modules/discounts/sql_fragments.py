"""The uses of codes, as parts that the order's one statement is composed of.

`counted` comes after the stock (`stocked`) was given and before the order's `claim`, which has its
row only when every code had a use left. Codes are counted in the order of their ids, so that two
orders with the same codes never wait for each other in a ring.
"""

COUNT_USES = """
    INSERT INTO discount_counters (organization_id, code_id, uses, maximum)
    SELECT %(organization_id)s, u.code_id, 1, u.maximum
    FROM stocked, jsonb_to_recordset(%(redemptions)s::jsonb) AS u(code_id uuid, maximum bigint)
    ORDER BY u.code_id
    ON CONFLICT (organization_id, code_id) DO UPDATE
        SET uses = discount_counters.uses + 1, maximum = excluded.maximum
        WHERE excluded.maximum IS NULL OR discount_counters.uses < excluded.maximum
    RETURNING code_id
"""

REDEEM = """
    INSERT INTO discount_redemptions (organization_id, id, discount_id, code_id, order_id,
        buyer_key, person_use, amount_minor, redeemed_at)
    SELECT %(organization_id)s, u.id, u.discount_id, u.code_id, %(order_id)s,
        lower(%(buyer_email)s), u.person_use, u.amount_minor, %(now)s
    FROM claim, jsonb_to_recordset(%(redemptions)s::jsonb) AS u(id uuid, discount_id uuid,
        code_id uuid, person_use bigint, amount_minor bigint)
"""

REDEEMED = """
    (SELECT organization_id, discount_id, code_id, order_id, amount_minor, redeemed_at
    FROM discount_redemptions WHERE returned_at IS NULL)
"""
"""The uses of discounts that were not given back. The caller names the organization."""

CODES = """
    (SELECT organization_id, id AS code_id, discount_id, code FROM discount_codes)
"""
"""Codes as they are shown. The caller names the organization."""
