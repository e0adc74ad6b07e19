"""The units that are sold by price rules, as a part that the order's one statement is composed of.

`counted_units` comes after the stock (`stocked`) was given and before the order's `claim`, which
has its row only when every price still stood: as many are sold as it was decided for. Ticket types
are counted in the order of their ids, so that two orders never wait for each other in a ring.
"""

COUNT_UNITS = """
    INSERT INTO price_rule_counters (organization_id, ticket_type_id, sold, sold_from, sold_until)
    SELECT %(organization_id)s, u.ticket_type_id, u.quantity, u.sold_from, u.sold_until
    FROM stocked, jsonb_to_recordset(%(priced)s::jsonb) AS u(ticket_type_id uuid,
        quantity bigint, sold_from bigint, sold_until bigint)
    ORDER BY u.ticket_type_id
    ON CONFLICT (organization_id, ticket_type_id) DO UPDATE
        SET sold = price_rule_counters.sold + excluded.sold, sold_from = excluded.sold_from,
            sold_until = excluded.sold_until
        WHERE price_rule_counters.sold >= excluded.sold_from AND (excluded.sold_until IS NULL
            OR price_rule_counters.sold + excluded.sold <= excluded.sold_until)
    RETURNING ticket_type_id
"""
