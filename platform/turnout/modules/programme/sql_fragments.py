"""Fragments of SQL that other modules' queries may compose."""

STATE_OF_SESSION = """
    SELECT e.state = 'scheduled' AS takes_place, e.capacity
    FROM sessions e WHERE e.organization_id = %(organization_id)s AND e.id = chosen.session_id
"""
"""The body of a LATERAL beside `chosen`, which has a session_id."""


LOCK_SESSIONS = """
    SELECT true FROM sessions
    WHERE organization_id = %(organization_id)s AND id = ANY(%(session_ids)s)
    ORDER BY id FOR NO KEY UPDATE
"""

EVENT_SESSIONS = """
    (SELECT organization_id, event_id, id AS session_id, title, starts_at, capacity FROM sessions
    WHERE state <> 'cancelled')
"""
"""The sessions of events that take place. The caller names the organization and the event."""

EVERY_SESSION = "(SELECT organization_id, id, event_id, title, starts_at, state FROM sessions)"
"""The sessions of all events, cancelled ones too. The caller names the organization."""

EVERY_SPEAKER = "(SELECT organization_id, id, event_id, name FROM speakers)"
"""The speakers of all events. The caller names the organization."""
