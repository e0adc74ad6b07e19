"""The fraud rules of an event, which orders compose into the one statement that reads the sale."""

FRAUD_RULES = """
    SELECT jsonb_agg(jsonb_build_array(r.id, r.subject, r.measure, r.most, r.period_seconds,
        r.outcome) ORDER BY r.id)
    FROM fraud_rules r
    WHERE r.organization_id = %(organization_id)s AND r.event_id = %(event_id)s
        AND r.state = 'active'
"""
"""A list of lists, in the order of `RuleTerms`; null where the event has no rule."""
