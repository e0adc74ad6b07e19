"""Fragments of SQL that other modules' queries may compose."""

ZONE = """
    SELECT time_zone, currency, slug, name, state, terms_number, privacy_number,
        orders_full_until FROM organizations
    WHERE id = %(organization_id)s
"""
SIDES_OF_LINK = """
    JOIN organizations c ON c.id = l.organization_id JOIN organizations a ON a.id = l.agency_id
"""
"""The client `c` and the agency `a` of a link `l`."""
NAME_OF_ORGANIZATION = "JOIN organizations o ON o.id = h.organization_id"
"""The organization `o` of a row `h` of its own."""
AGENCY_MEMBERSHIP = """
    JOIN memberships m ON m.organization_id = l.agency_id AND m.user_id = %(user_id)s
        AND m.event_ids IS NULL AND (m.expires_at IS NULL OR m.expires_at > %(now)s)
    JOIN organizations o ON o.id = l.organization_id AND o.state <> 'closed'
    JOIN organizations a ON a.id = l.agency_id AND a.state = 'active'
"""
"""A person's membership `m` in the agency of a link `l`, in force, and the client `o`."""
MEMBERS_OF_AGENCY = "JOIN memberships m ON m.organization_id = l.agency_id"
"""Everybody's membership `m` in the agency of a link `l`."""
FOUNDINGS = "(SELECT id AS organization_id, created_at FROM organizations)"
"""When each organization signed up."""
