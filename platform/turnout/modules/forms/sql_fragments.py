"""Versions of forms and their questions, which other modules compose into one statement."""

FORM_VERSION = """
    SELECT f.version_id FROM forms f
    WHERE f.organization_id = %(organization_id)s AND f.event_id = %(event_id)s
"""
"""The version of the event's form that is asked now; no row when it has none."""

FORM_QUESTIONS = """
    (SELECT v.organization_id, v.id AS version_id, q.question ->> 'key' AS key,
        q.question ->> 'type' AS type
    FROM form_versions v CROSS JOIN LATERAL
        jsonb_array_elements(v.definition -> 'questions') AS q(question))
"""
"""Every question of every version that was ever asked. The caller names the organization."""
