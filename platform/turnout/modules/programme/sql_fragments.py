"""Fragments of SQL that other modules' queries may compose."""

STATE_OF_SESSION = """
    SELECT e.state = 'scheduled' AS takes_place, e.capacity
    FROM sessions e WHERE e.organization_id = %(organization_id)s AND e.id = list.session_id
"""
"""The body of a LATERAL beside `list`, which has a session_id."""


LOCK_SESSION = """
    SELECT true FROM sessions
    WHERE organization_id = %(organization_id)s AND id = %(session_id)s FOR NO KEY UPDATE
"""
