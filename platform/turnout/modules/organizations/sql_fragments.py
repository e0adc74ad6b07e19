"""Fragments of SQL that other modules' queries may compose."""

ZONE = """
    SELECT time_zone, currency, slug, name, state, terms_number, privacy_number FROM organizations
    WHERE id = %(organization_id)s
"""
