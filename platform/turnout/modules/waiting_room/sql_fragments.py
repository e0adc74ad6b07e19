"""Whether an event has a waiting room, which orders compose into their one statement."""

WAITING_ROOM = """
    SELECT w.run FROM waiting_rooms w
    WHERE w.organization_id = %(organization_id)s AND w.event_id = %(event_id)s AND w.is_on
"""
"""The run of the event's waiting room; no row when it has none that is on."""
