"""Notes as a table, for statements about many orders."""

from typing import Final

NOTES: Final = """
    (SELECT organization_id, id AS note_id, order_id, attendee_id, text, written_at
    FROM order_notes)
"""
"""Each note of the team, on an order or on one of its attendees. The caller names the
organization."""
