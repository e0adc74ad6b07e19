"""Fragments of SQL that other modules' queries may compose."""

from typing import Final

INBOX_OF_ATTENDEES: Final = """
    (SELECT organization_id, id AS message_id, user_id, event_id, read_at FROM inbox_messages
    WHERE audience = 'attendee')
"""
"""What attendees were told in their inbox, and when they read it. The caller names the
organization."""
