"""The form's version, which orders compose into their one statement."""

FORM_VERSION = """
    SELECT f.version_id FROM forms f
    WHERE f.organization_id = %(organization_id)s AND f.event_id = %(event_id)s
"""
"""The version of the event's form that is asked now; no row when it has none."""
