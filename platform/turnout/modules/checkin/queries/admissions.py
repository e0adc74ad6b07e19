"""Statements of a scan: one that admits and says what it found, and the way back."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.observability import telemetry
from turnout.modules.checkin.facts import TicketAdmitted
from turnout.modules.checkin.scan_context import Entry, PresentedCode, ScanContext, ScanRow
from turnout.modules.checkin.sql_fragments import SESSIONS_OF_LISTS
from turnout.modules.checkin.types import Direction, Scan
from turnout.modules.participation.sql_fragments import HAS_PLACE_IN_SESSION, SESSIONS_OF_TICKETS
from turnout.modules.programme.sql_fragments import LOCK_SESSIONS, STATE_OF_SESSION
from turnout.modules.tickets.sql_fragments import STATE_OF_SHORT_CODE, STATE_OF_TICKET

_LIST_OF_SCAN: Final = """
    SELECT id, ticket_type_ids, opens_at, closes_at, scope,
        CASE once_per WHEN 'day'
            THEN to_char(%(at)s::timestamptz AT TIME ZONE time_zone, 'YYYY-MM-DD')
            ELSE '' END AS period,
        entry_rule = 're_entry' OR capacity IS NOT NULL AS is_counted, windows
    FROM checkin_lists
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND CASE WHEN %(list_id)s::uuid IS NULL THEN is_default ELSE id = %(list_id)s END
"""
_ADMIT: Final = """
    WITH list AS ({list}), ticket AS ({ticket}), place AS ({place}), admitted AS (
        INSERT INTO admissions (organization_id, id, event_id, list_id, ticket_id, ticket_type_id,
            period, admitted_at, gate, device, method, actor, scan_id)
        SELECT %(organization_id)s, %(id)s, %(event_id)s, list.id, ticket.id,
            ticket.ticket_type_id, list.period, %(at)s, %(gate)s, %(device)s, %(method)s,
            %(actor)s, %(scan_id)s
        FROM list CROSS JOIN ticket LEFT JOIN place ON true
        WHERE ticket.event_id = %(event_id)s AND ticket.state = 'valid'
            AND ticket.nonce BETWEEN %(first_nonce)s AND %(last_nonce)s
            AND %(is_entry)s AND NOT list.is_counted
            AND (list.ticket_type_ids IS NULL
                OR list.ticket_type_ids ? ticket.ticket_type_id::text)
            AND (list.opens_at IS NULL OR list.opens_at <= %(at)s)
            AND (list.closes_at IS NULL OR %(at)s < list.closes_at)
            AND (list.windows IS NULL OR EXISTS (
                SELECT FROM jsonb_array_elements(list.windows) AS w
                WHERE (w ->> 'opens_at')::timestamptz <= %(at)s
                    AND %(at)s < (w ->> 'closes_at')::timestamptz))
            AND (list.scope = 'event'
                OR (place.takes_place AND place.is_registered AND place.has_room))
        ON CONFLICT (organization_id, list_id, ticket_id, period) WHERE undone_at IS NULL
            DO NOTHING
        RETURNING id, ticket_id, list_id
    ), told AS (
        INSERT INTO outbox (organization_id, id, name, payload, actor, request_id, recorded_at,
            traceparent)
        SELECT %(organization_id)s, %(fact_id)s, %(fact_name)s,
            jsonb_build_object('ticket_id', ticket_id, 'event_id', %(event_id)s::uuid,
                'list_id', list_id),
            %(actor)s, %(request_id)s, %(now)s, %(traceparent)s
        FROM admitted
    )
    SELECT list.id, list.period, list.opens_at, list.closes_at,
        coalesce(list.ticket_type_ids ? ticket.ticket_type_id::text, true),
        ticket.id, ticket.event_id, ticket.ticket_type_id, ticket.holder_name, ticket.state,
        ticket.nonce BETWEEN %(first_nonce)s AND %(last_nonce)s,
        admitted.id, earlier.id, earlier.admitted_at, earlier.gate, earlier.scan_id,
        place.session_ids, list.scope = 'session', place.takes_place, place.is_registered,
        place.has_room, list.is_counted, list.windows
    FROM list LEFT JOIN ticket ON true LEFT JOIN place ON true LEFT JOIN admitted ON true
        LEFT JOIN LATERAL (
            SELECT id, admitted_at, gate, scan_id FROM admissions
            WHERE organization_id = %(organization_id)s AND list_id = list.id
                AND ticket_id = ticket.id AND period = list.period AND undone_at IS NULL
            LIMIT 1) AS earlier ON true
"""
"""The last LIMIT keeps that a look-up by all four columns: flattened into the join, a plan made
while the table was empty read every admission of the list for each scan."""
_INSIDE_SESSION: Final = f"""
    SELECT count(DISTINCT a.ticket_id) FROM {SESSIONS_OF_LISTS} o
    JOIN admissions a ON a.organization_id = o.organization_id AND a.list_id = o.list_id
    WHERE o.organization_id = %(organization_id)s AND o.session_id = s.session_id
        AND a.undone_at IS NULL AND a.ticket_id <> ticket.id
        AND (o.is_only OR EXISTS (SELECT FROM {SESSIONS_OF_TICKETS} g
            WHERE g.organization_id = %(organization_id)s AND g.session_id = s.session_id
                AND g.ticket_id = a.ticket_id))
"""
"""Who is inside a session by any list of it; by one of several sessions, if registered for it."""
_ROOM: Final = f"""
    bool_or(CASE WHEN s.is_registered AND s.takes_place AND s.session_id = ANY(%(locked)s)
        THEN ({_INSIDE_SESSION}) < s.capacity END)
"""
_NOT_COUNTED: Final = "NULL::boolean"
_PLACE: Final = f"""
    SELECT CASE WHEN bool_or(s.is_registered) THEN bool_or(s.is_registered AND s.takes_place)
            ELSE bool_or(s.takes_place) END AS takes_place,
        bool_or(s.is_registered AND s.takes_place) AS is_registered,
        {{room}} AS has_room,
        array_agg(s.session_id) FILTER (WHERE s.is_registered AND s.takes_place) AS session_ids
    FROM list CROSS JOIN ticket CROSS JOIN LATERAL (
        SELECT chosen.session_id, s.takes_place, s.capacity,
            {HAS_PLACE_IN_SESSION} AS is_registered
        FROM checkin_list_sessions chosen CROSS JOIN LATERAL ({STATE_OF_SESSION}) AS s
        WHERE chosen.organization_id = %(organization_id)s AND chosen.list_id = list.id) AS s
    WHERE list.scope = 'session'
"""
"""Whether a session of the list takes place, for which the ticket is registered, and has room."""


def _admit_by(ticket: str, *, room: str = _NOT_COUNTED) -> str:
    """The statement on one line: the driver parses a text once as long as it is not long."""
    place = _PLACE.format(room=room)
    return " ".join(_ADMIT.format(list=_LIST_OF_SCAN, ticket=ticket, place=place).split())


ADMIT: Final = _admit_by(STATE_OF_TICKET)
ADMIT_BY_SHORT_CODE: Final = _admit_by(STATE_OF_SHORT_CODE)
ADMIT_TO_SESSIONS: Final = _admit_by(STATE_OF_TICKET, room=_ROOM)
"""The same where sessions are locked: too long for the driver to keep what it parsed."""
ADMIT_TO_SESSIONS_BY_SHORT_CODE: Final = _admit_by(STATE_OF_SHORT_CODE, room=_ROOM)
EARLIER: Final = """
    SELECT id, admitted_at, gate, scan_id FROM admissions
    WHERE organization_id = %(organization_id)s AND list_id = %(list_id)s
        AND ticket_id = %(ticket_id)s AND period = %(period)s AND undone_at IS NULL
"""
UNDO: Final = """
    UPDATE admissions SET undone_at = %(now)s, undone_by = %(actor)s, undo_reason = %(reason)s
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND id = %(id)s
        AND undone_at IS NULL
    RETURNING ticket_id, list_id
"""
EXISTS: Final = """
    SELECT true FROM admissions
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND id = %(id)s
"""


def lock_sessions(tx: Transaction, session_ids: Sequence[UUID]) -> None:
    """Let in one at a time at the doors of these sessions, so that places can be counted."""
    tx.query(LOCK_SESSIONS, tx.here(session_ids=list(session_ids)))


def admit(
    tx: Transaction,
    event_id: UUID,
    scan: Scan,
    *,
    shown: PresentedCode,
    locked: Sequence[UUID] = (),
    is_last: bool = False,
) -> ScanContext | None:
    """Admit the ticket if nothing speaks against it, and say what was found: one statement.

    With `is_last` it is committed in the same write, whatever was found. A list of sessions
    admits only into those that are `locked`; one that counts who is inside never does by this
    statement, nor does a scan on the way out. None without the list. Of two scans at once one is
    admitted; the other waits for it, and its `earlier` is still empty since its statement began
    before.
    """
    at = scan.at or tx.now
    parameters = {
        "organization_id": tx.organization_id,
        "event_id": event_id,
        "list_id": scan.list_id,
        "at": at,
        "ticket_id": shown.ticket_id,
        "first_nonce": shown.first_nonce,
        "last_nonce": shown.last_nonce,
        "now": tx.now,
        "id": new_id(),
        "gate": scan.gate,
        "device": scan.device,
        "method": shown.method,
        "actor": str(tx.ctx.actor),
        "scan_id": scan.scan_id,
        "fact_id": new_id(),
        "fact_name": TicketAdmitted.name,
        "request_id": tx.ctx.request_id,
        "traceparent": telemetry.traceparent(),
        "locked": list(locked),
        "is_entry": scan.direction is not Direction.OUT,
    }
    by_code, by_short_code = (
        (ADMIT_TO_SESSIONS, ADMIT_TO_SESSIONS_BY_SHORT_CODE)
        if locked
        else (ADMIT, ADMIT_BY_SHORT_CODE)
    )
    text = by_code if shown.ticket_id else by_short_code
    rows = tx.ask(text, parameters, is_last=is_last)
    return ScanContext.of(ScanRow._make(rows[0]), scan, now=at) if rows else None


def find_earlier(tx: Transaction, *, list_id: UUID, ticket_id: UUID, period: str) -> Entry | None:
    """The live admission of a ticket on a list in a period."""
    where = {
        "organization_id": tx.organization_id,
        "list_id": list_id,
        "ticket_id": ticket_id,
        "period": period,
    }
    return next(iter(tx.query(EARLIER, where, into=Entry)), None)


def undo(
    tx: Transaction, event_id: UUID, admission_id: UUID, *, reason: str
) -> tuple[UUID, UUID] | None:
    """Take an admission back; its ticket and list, or None if there is no live one."""
    parameters = {
        "organization_id": tx.organization_id,
        "event_id": event_id,
        "id": admission_id,
        "now": tx.now,
        "actor": str(tx.ctx.actor),
        "reason": reason,
    }
    return next(((ticket, list_id) for ticket, list_id in tx.query(UNDO, parameters)), None)


def is_known(tx: Transaction, event_id: UUID, admission_id: UUID) -> bool:
    where = {"organization_id": tx.organization_id, "event_id": event_id, "id": admission_id}
    return bool(tx.query(EXISTS, where))
