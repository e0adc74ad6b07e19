"""Fragments of SQL that other modules' queries may compose."""

HAS_PLACE_IN_SESSION = """
    EXISTS (SELECT FROM session_registrations g
        WHERE g.organization_id = %(organization_id)s AND g.session_id = chosen.session_id
            AND g.ticket_id = ticket.id)
"""
"""A condition beside `chosen`, which has a session_id, and `ticket`, which has an id."""

EVENT_FAVOURITES = "(SELECT organization_id, event_id, created_at FROM event_favourites)"
"""What people keep as favourites, without who. The caller names the organization."""

SESSIONS_OF_TICKETS = """
    (SELECT organization_id, ticket_id, session_id FROM session_registrations)
"""
"""The sessions that tickets have a place in. The caller names the organization."""

SESSION_PLACES = """
    (SELECT organization_id, event_id, session_id, ticket_id, registered_at
    FROM session_registrations)
"""
"""A row for each place in a session that a ticket has, and since when. The caller names the
organization."""

PICKED_SESSIONS = """
    (SELECT a.organization_id, a.event_id, a.id AS agenda_id, a.user_id, i.session_id, i.added_at
    FROM agendas a JOIN agenda_items i
        ON i.organization_id = a.organization_id AND i.agenda_id = a.id)
"""
"""A row for each session that stands in somebody's agenda, with whose it is; of a guest's nobody's.
The caller names the organization."""
