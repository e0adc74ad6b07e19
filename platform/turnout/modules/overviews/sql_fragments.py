"""What other modules' statements may ask of counted events."""

from typing import Final

COUNTED_EVENTS: Final = """
    (SELECT organization_id, id AS event_id, title, state, starts_at, ends_at, time_zone, capacity,
        sold, open_orders, revenue, counted_at
    FROM overview_events WHERE counted_at IS NOT NULL)
"""
"""Events with their figures, as a table; the caller names the organization."""
