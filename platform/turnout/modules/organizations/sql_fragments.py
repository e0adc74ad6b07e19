"""Fragments of SQL that other modules' queries may compose."""

ZONE = """
    SELECT time_zone, currency, slug, name, state, terms_number, privacy_number,
        orders_full_until FROM organizations
    WHERE id = %(organization_id)s
"""
SIDES_OF_LINKS = """
    SELECT DISTINCT o.id, o.name, o.slug
    FROM organizations o JOIN l ON o.id IN (l.organization_id, l.agency_id)"""
"""The clients and agencies of links `l`, read before: on nodes they may lie elsewhere."""
NAME_OF_ORGANIZATION = "JOIN organizations o ON o.id = h.organization_id"
"""The organization `o` of a row `h` of its own."""
MEMBERSHIPS_OF = "SELECT organization_id FROM memberships WHERE user_id = %(user_id)s"
AGENCY_MEMBERSHIP = """
    memberships m JOIN organizations a ON a.id = m.organization_id AND a.state = 'active'
        AND m.user_id = %(user_id)s AND m.event_ids IS NULL
        AND (m.expires_at IS NULL OR m.expires_at > %(now)s)
"""
"""A person's memberships `m`, in force and for all events, in agencies `a`."""
CLIENT_OF_LINK = "JOIN organizations o ON o.id = l.organization_id AND o.state <> 'closed'"
MEMBERS_OF_AGENCY = "JOIN memberships m ON m.organization_id = l.agency_id"
"""Everybody's membership `m` in the agency of a link `l`."""
FOUNDINGS = "(SELECT id AS organization_id, created_at FROM organizations)"
"""When each organization signed up."""
