"""Statements of engagement reports: a row for each attendee, and what hangs on it."""

from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.checkin.sql_fragments import ADMISSIONS, SESSIONS_OF_LISTS
from turnout.modules.engagement_reports.types import (
    AnonymousFigures,
    EngagementWeek,
    TypeFigures,
)
from turnout.modules.inbox.sql_fragments import INBOX_OF_ATTENDEES
from turnout.modules.join_links.sql_fragments import JOINED
from turnout.modules.notifications.sql_fragments import MAILS
from turnout.modules.orders.sql_fragments import ACCOUNTS_OF_ORDERS
from turnout.modules.participation.sql_fragments import PICKED_SESSIONS, SESSION_PLACES
from turnout.modules.push_messages.sql_fragments import SENT_PUSHES
from turnout.modules.session_files.sql_fragments import DOWNLOADS_OF_SESSIONS
from turnout.modules.tickets.sql_fragments import ACCOUNTS_OF_TICKETS

TEMPLATES: Final = "('announcement', 'event-news', 'session-news')"
"""Mails in which the team says something; confirmations and tickets are none."""
OF_EVENT: Final = "{of}.organization_id = %(organization_id)s AND {of}.event_id = %(event_id)s"
PEOPLE: Final = f"""
    known AS (
        SELECT t.ticket_id, t.order_id, t.ticket_type_id, t.holder_email,
            t.holder_user_id IS NOT NULL AS is_holder,
            coalesce(t.holder_user_id, o.user_id) AS account
        FROM {ACCOUNTS_OF_TICKETS} t
        LEFT JOIN {ACCOUNTS_OF_ORDERS} o
            ON o.organization_id = t.organization_id AND o.order_id = t.order_id
        WHERE {OF_EVENT.format(of="t")} AND t.state = 'valid'),
    people AS MATERIALIZED (
        SELECT ticket_id, order_id, ticket_type_id, holder_email,
            CASE WHEN row_number() OVER (
                PARTITION BY account ORDER BY is_holder DESC, ticket_id) = 1 THEN account END
                AS user_id
        FROM known)
"""
"""An attendee for each valid ticket. An account is its holder's, else the buyer's, and stands at
one ticket alone: who buys five is one who reads."""
SENT: Final = (
    f"{MAILS} m WHERE {OF_EVENT.format(of='m')} AND m.template IN {TEMPLATES} AND m.state = 'sent'"
)
FIGURES: Final = f"""
    WITH {PEOPLE},
    letters AS MATERIALIZED (SELECT DISTINCT m.recipient, m.order_id FROM {SENT}),
    mailed AS (
        SELECT p.ticket_id FROM people p JOIN letters m ON m.recipient = p.holder_email
        UNION
        SELECT p.ticket_id FROM people p JOIN letters m ON m.order_id = p.order_id
        WHERE coalesce(p.holder_email, '') = ''),
    inboxes AS (
        SELECT p.ticket_id, bool_or(m.read_at IS NOT NULL) AS is_read,
            bool_or(EXISTS (SELECT FROM {SENT_PUSHES} s
                WHERE s.organization_id = %(organization_id)s
                    AND s.message_id = m.message_id)) AS is_pushed
        FROM people p JOIN {INBOX_OF_ATTENDEES} m ON {OF_EVENT.format(of="m")}
            AND m.user_id = p.user_id
        GROUP BY p.ticket_id),
    saved AS (
        SELECT p.ticket_id, count(*) AS saves FROM people p JOIN {PICKED_SESSIONS} a
            ON {OF_EVENT.format(of="a")} AND a.user_id = p.user_id
        GROUP BY p.ticket_id),
    arrivals AS MATERIALIZED (
        SELECT a.ticket_id, a.list_id FROM {ADMISSIONS} a
        WHERE {OF_EVENT.format(of="a")} AND a.undone_at IS NULL),
    sign_ups AS (
        SELECT g.ticket_id, count(*) AS places, count(*) FILTER (WHERE EXISTS (
            SELECT FROM arrivals a JOIN {SESSIONS_OF_LISTS} s
                ON s.organization_id = %(organization_id)s AND s.list_id = a.list_id
            WHERE a.ticket_id = g.ticket_id AND s.session_id = g.session_id)) AS came
        FROM {SESSION_PLACES} g WHERE {OF_EVENT.format(of="g")} GROUP BY g.ticket_id)
    SELECT p.ticket_type_id, count(*) AS attendees, count(p.user_id) AS accounts,
        count(d.ticket_id) AS mailed, count(i.ticket_id) AS inbox,
        count(*) FILTER (WHERE i.is_read) AS inbox_read,
        count(*) FILTER (WHERE i.is_pushed) AS pushed,
        count(s.ticket_id) AS agendas, coalesce(sum(s.saves), 0)::bigint AS saves,
        count(g.ticket_id) AS signed_up, coalesce(sum(g.places), 0)::bigint AS sign_ups,
        coalesce(sum(g.came), 0)::bigint AS sign_ups_came,
        count(c.ticket_id) AS came, count(j.ticket_id) AS joined
    FROM people p LEFT JOIN mailed d USING (ticket_id) LEFT JOIN inboxes i USING (ticket_id)
        LEFT JOIN saved s USING (ticket_id) LEFT JOIN sign_ups g USING (ticket_id)
        LEFT JOIN (SELECT DISTINCT ticket_id FROM arrivals) c USING (ticket_id)
        LEFT JOIN {JOINED} j ON {OF_EVENT.format(of="j")} AND j.ticket_id = p.ticket_id
    GROUP BY GROUPING SETS ((p.ticket_type_id), ())
"""
WEEKS: Final = f"""
    WITH {PEOPLE},
    said AS (
        SELECT m.sent_at AS at, 'mails' AS what FROM {SENT}
        UNION ALL
        SELECT m.read_at, 'reads' FROM {INBOX_OF_ATTENDEES} m
        WHERE {OF_EVENT.format(of="m")} AND m.user_id IN (SELECT user_id FROM people)
        UNION ALL
        SELECT a.added_at, 'saves' FROM {PICKED_SESSIONS} a
        WHERE {OF_EVENT.format(of="a")} AND a.user_id IN (SELECT user_id FROM people)
        UNION ALL
        SELECT g.registered_at, 'sign_ups' FROM {SESSION_PLACES} g
        JOIN people p ON p.ticket_id = g.ticket_id WHERE {OF_EVENT.format(of="g")}
        UNION ALL
        SELECT min(a.admitted_at), 'came' FROM {ADMISSIONS} a
        JOIN people p ON p.ticket_id = a.ticket_id
        WHERE {OF_EVENT.format(of="a")} AND a.undone_at IS NULL GROUP BY a.ticket_id
        UNION ALL
        SELECT j.joined_at, 'joined' FROM {JOINED} j JOIN people p ON p.ticket_id = j.ticket_id
        WHERE {OF_EVENT.format(of="j")}),
    placed AS (
        SELECT what, floor(((at AT TIME ZONE %(time_zone)s)::date - %(first_day)s::date) / 7.0)::int
            AS week
        FROM said WHERE at IS NOT NULL)
    SELECT week, %(first_day)s::date + week * 7 AS first_day,
        count(*) FILTER (WHERE what = 'mails') AS mails,
        count(*) FILTER (WHERE what = 'reads') AS reads,
        count(*) FILTER (WHERE what = 'saves') AS saves,
        count(*) FILTER (WHERE what = 'sign_ups') AS sign_ups,
        count(*) FILTER (WHERE what = 'came') AS came,
        count(*) FILTER (WHERE what = 'joined') AS joined
    FROM placed GROUP BY week ORDER BY week
"""
ANONYMOUS: Final = f"""
    SELECT (SELECT count(DISTINCT a.agenda_id) FROM {PICKED_SESSIONS} a
            WHERE {OF_EVENT.format(of="a")} AND a.user_id IS NULL) AS guest_agendas,
        count(*) AS files, coalesce(sum(f.downloads), 0)::bigint AS downloads
    FROM {DOWNLOADS_OF_SESSIONS} f WHERE {OF_EVENT.format(of="f")}
"""


def list_figures(tx: Transaction, event_id: UUID) -> list[TypeFigures]:
    """By ticket type, and of all together; one statement."""
    return tx.query(FIGURES, tx.here(event_id=event_id), into=TypeFigures)


def list_weeks(tx: Transaction, event_id: UUID, where: dict[str, Any]) -> list[EngagementWeek]:
    """By week; `where` holds time_zone and first_day, the event's."""
    return tx.query(WEEKS, tx.here(event_id=event_id, **where), into=EngagementWeek)


def count_anonymous(tx: Transaction, event_id: UUID) -> AnonymousFigures:
    [found] = tx.query(ANONYMOUS, tx.here(event_id=event_id), into=AnonymousFigures)
    return found
