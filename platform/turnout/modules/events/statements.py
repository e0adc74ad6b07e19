"""Fragments of SQL that other modules' queries may compose."""

ON_SALE = """
    SELECT id, state, visibility, title, time_zone, starts_at, ends_at FROM events
    WHERE organization_id = %(organization_id)s AND id = %(event_id)s AND deleted_at IS NULL
"""
