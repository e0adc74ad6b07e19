"""Fragments of SQL that other modules' queries may compose."""

ACTIVE_LINK = """
    JOIN agency_links l ON l.agency_id = s.organization_id
        AND l.organization_id = %(organization_id)s AND l.state = 'active'
"""
"""The active link `l` between the agency that a row `s` belongs to, and a client."""
