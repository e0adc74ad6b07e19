"""Fragments of SQL that other modules' queries may compose."""

AGENCIES_OF_CLIENT = """
    SELECT agency_id FROM agency_links
    WHERE organization_id = %(organization_id)s AND state = 'active'
"""
"""The agencies that an organization has an active link with."""
