"""What other modules may compose into one statement on the order path."""

OFFER_COLUMNS = """
    t.id, t.pool_id, t.name, t.description, t.kind, t.price_minor, t.currency, t.tax_rate_bp,
    t.minimum_per_order, t.maximum_per_order, t.sales_start_at, t.sales_end_at, t.state,
    t.is_hidden, t.position, t.version
"""

OFFERS_BY_ID = f"""
    SELECT {OFFER_COLUMNS} FROM ticket_types t
    WHERE t.organization_id = %(organization_id)s AND t.event_id = %(event_id)s
        AND t.id = ANY(%(ticket_type_ids)s)
"""
