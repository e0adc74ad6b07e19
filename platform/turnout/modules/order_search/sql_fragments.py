"""The index of attendees as a table, for statements of modules above."""

from typing import Final

ATTENDEE_LINES: Final = """
    (SELECT organization_id, id, attendee_id, order_id, event_id, ticket_type_id, ticket_id, state,
        name, email, is_checked_in, placed_at, tag_ids
    FROM attendee_index)
"""
"""A line for each ticket, or for an attendee without one. The caller names the organization."""

TAGS_OF_ORDERS: Final = "(SELECT organization_id, id AS order_id, tag_ids FROM order_index)"
"""The tags of each order as a whole. The caller names the organization."""
