"""What other modules may compose into one statement on the order path."""

FORM_VERSION = """
    SELECT f.version_id FROM forms f
    WHERE f.organization_id = %(organization_id)s AND f.event_id = %(event_id)s
"""
"""The version of the event's form that is asked now; no row when it has none."""
