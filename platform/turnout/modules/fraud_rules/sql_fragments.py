"""What others compose: an event's fraud rules, and the orders that are held for review."""

FRAUD_RULES = """
    SELECT jsonb_agg(jsonb_build_array(r.id, r.subject, r.measure, r.most, r.period_seconds,
        r.outcome, r.name,
        CASE WHEN r.outcome = 'challenge' THEN EXISTS ({challenge_service}) ELSE false END)
        ORDER BY r.id)
    FROM fraud_rules r
    WHERE r.organization_id = %(organization_id)s AND r.event_id = %(event_id)s
        AND r.state = 'active'
"""
"""A list of lists, in the order of `RuleTerms`; null where the event has no rule.

The caller says by `{challenge_service}` what finds a service that judges challenges; it is asked
of rules that challenge and of no other.
"""

OPEN_REVIEW = """
    INSERT INTO order_reviews (organization_id, id, order_id, event_id, reasons, network, opened_at)
    SELECT %(organization_id)s, %(order_id)s, %(order_id)s, %(event_id)s,
        %(review_reasons)s::jsonb, %(review_network)s, %(now)s FROM claim
"""
"""The review of an order that is placed with it."""

REVIEWS = """
    (SELECT organization_id, order_id, event_id, reasons, network, opened_at, verdict, reason,
        message, decided_by, decided_at
    FROM order_reviews)
"""
"""Why orders are held for review and what was decided. The caller names the organization."""
