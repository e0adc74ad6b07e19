"""The one statement of attendance: who came in, counted in five ways at once."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.attendance.types import CameCount
from turnout.modules.checkin.sql_fragments import (
    ADMISSIONS,
    CHECKIN_LISTS,
    SESSIONS_OF_LISTS,
)
from turnout.modules.participation.sql_fragments import SESSIONS_OF_TICKETS
from turnout.modules.tickets.sql_fragments import TICKETS

CAME: Final = f"""
    WITH came AS MATERIALIZED (
        SELECT a.ticket_id, a.ticket_type_id, a.list_id,
            CASE WHEN s.is_only OR g.ticket_id IS NOT NULL THEN s.session_id END AS session_id,
            (a.admitted_at AT TIME ZONE %(time_zone)s)::date AS day,
            CASE l.scope WHEN 'session' THEN g.ticket_id IS NOT NULL
                ELSE coalesce(l.ticket_type_ids ? a.ticket_type_id::text, true)
                END AS is_expected
        FROM {ADMISSIONS} a
        JOIN {TICKETS} t ON t.organization_id = a.organization_id AND t.ticket_id = a.ticket_id
            AND t.event_id = a.event_id AND t.state = 'valid'
        JOIN {CHECKIN_LISTS} l ON l.organization_id = a.organization_id AND l.id = a.list_id
        LEFT JOIN {SESSIONS_OF_LISTS} s
            ON s.organization_id = a.organization_id AND s.list_id = a.list_id
        LEFT JOIN {SESSIONS_OF_TICKETS} g ON g.organization_id = a.organization_id
            AND g.ticket_id = a.ticket_id AND g.session_id = s.session_id
        WHERE a.organization_id = %(organization_id)s AND a.event_id = %(event_id)s
            AND t.organization_id = %(organization_id)s AND t.event_id = %(event_id)s
            AND a.undone_at IS NULL)
    SELECT list_id, session_id, ticket_type_id, day, count(DISTINCT ticket_id)::int AS attended,
        (count(DISTINCT ticket_id) FILTER (WHERE is_expected
            OR (list_id IS NULL AND session_id IS NULL)))::int AS as_expected
    FROM came GROUP BY GROUPING SETS ((), (list_id), (session_id), (ticket_type_id), (day))
    HAVING session_id IS NOT NULL OR grouping(session_id) = 1
    ORDER BY day
"""
"""Of the event as a whole, a ticket type and a day everybody is expected; a list and a session
expect those whom they admit. Who came by a list of several sessions attended those that they are
registered for."""


def count_came(tx: Transaction, event_id: UUID, *, time_zone: str) -> list[CameCount]:
    """Tickets that came in, once each: in all, by list, session, ticket type and day."""
    return tx.query(CAME, tx.here(event_id=event_id, time_zone=time_zone), into=CameCount)
