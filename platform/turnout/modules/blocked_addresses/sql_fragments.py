"""The blocked addresses that a buyer has, which orders compose into the sale's statement."""

BLOCKS = """
    SELECT jsonb_agg(jsonb_build_array(b.id, b.kind, b.value, b.outcome, b.reason) ORDER BY b.id)
    FROM blocked_addresses b
    WHERE b.organization_id = %(organization_id)s AND (b.ends_at IS NULL OR b.ends_at > %(now)s)
        AND (b.value = ANY(%(named)s::text[]) OR b.network >>= %(network)s::inet)
"""
"""A list of lists, in the order of `Block`; null where nothing of the buyer is blocked.

`named` are their address and its domain, `network` is null where it is not known."""
