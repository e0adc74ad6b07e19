"""Columns of offers, which orders compose into their one statement."""

OFFER_COLUMNS = """
    t.id, t.pool_id, t.name, t.description, t.kind, t.price_minor, t.currency, t.tax_rate_bp,
    t.minimum_per_order, t.maximum_per_order, t.sales_start_at, t.sales_end_at, t.state,
    t.is_hidden, t.position, t.version,
    CASE WHEN t.sold_as = 'ticket' AND t.places = 1 AND t.kind <> 'donation'
        AND t.maximum_per_person IS NULL AND NOT t.needs_approval AND NOT t.needs_code
        AND NOT t.has_price_rules AND NOT t.has_channel_settings AND NOT t.excludes_tax
        AND t.prices = '{}' THEN NULL
    ELSE jsonb_build_object('sold_as', t.sold_as, 'places', t.places,
        'minimum_price_minor', t.minimum_price_minor,
        'maximum_per_person', t.maximum_per_person,
        'maximum_per_ticket', t.maximum_per_ticket,
        'needs_approval', t.needs_approval, 'needs_code', t.needs_code,
        'has_price_rules', t.has_price_rules,
        'has_channel_settings', t.has_channel_settings,
        'excludes_tax', t.excludes_tax, 'prices', t.prices) END AS more
"""
"""The columns of a ticket type that a sale needs; `more` is null for a plain ticket."""

OFFERS_BY_ID = f"""
    SELECT {OFFER_COLUMNS} FROM ticket_types t
    WHERE t.organization_id = %(organization_id)s AND t.event_id = %(event_id)s
        AND t.id = ANY(%(ticket_type_ids)s)
"""

TICKET_TYPE_RECORDS = """
    (SELECT organization_id, id, event_id, name, kind, sold_as, places, state, is_hidden, currency,
        price_minor, tax_rate_bp, sales_start_at, sales_end_at
    FROM ticket_types)
"""
"""Each ticket type as it is recorded outside, by its id. The caller names the organization."""
