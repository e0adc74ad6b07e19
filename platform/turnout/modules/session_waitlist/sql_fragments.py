"""Fragments of SQL that other modules' queries may compose."""

from typing import Final

WAITING_FOR_SESSIONS: Final = """
    (SELECT organization_id, event_id, session_id FROM session_waitlist_entries
    WHERE state IN ('waiting', 'offered'))
"""
"""A row for each ticket that waits for a place in a session. The caller names the organization."""
