"""Statements of the news of events: what is noted as it changes, until people are told."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.events.models import NewsKind
from turnout.modules.events.types import DueNotice, SessionNote

Note = Mapping[str, Any]
"""`session_id` and `before`; of a session that goes `ticket_ids` and `user_ids`, too."""

NOTE_SESSIONS: Final = """
    INSERT INTO event_news AS n (organization_id, id, event_id, kind, session_id, before,
        ticket_ids, user_ids, first_noted_at, noted_at)
    SELECT %(organization_id)s, r.id, %(event_id)s, 'session', r.session_id, r.before,
        r.ticket_ids, r.user_ids, %(now)s, %(now)s
    FROM jsonb_to_recordset(%(rows)s::jsonb)
        AS r(id uuid, session_id uuid, before jsonb, ticket_ids jsonb, user_ids jsonb)
    ON CONFLICT (organization_id, event_id, kind, session_id) DO UPDATE SET
        ticket_ids = excluded.ticket_ids, user_ids = excluded.user_ids,
        noted_at = excluded.noted_at
"""
NOTE_EVENT: Final = """
    INSERT INTO event_news (organization_id, id, event_id, kind, before, first_noted_at, noted_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(kind)s, %(before)s::jsonb,
        %(now)s, %(now)s)
    ON CONFLICT (organization_id, event_id, kind, session_id) DO UPDATE SET
        noted_at = excluded.noted_at
"""
DUE_NOTICES: Final = """
    SELECT organization_id, kind, place FROM (
        SELECT organization_id, kind, first_noted_at, noted_at,
            CASE WHEN kind = 'published' THEN NULL ELSE event_id END AS place
        FROM event_news) n
    JOIN jsonb_to_recordset(%(waits)s::jsonb) AS w(kind text, quiet float, longest float)
        USING (kind)
    GROUP BY organization_id, kind, place, quiet, longest
    HAVING max(noted_at) <= %(now)s - make_interval(secs => quiet)
        OR min(first_noted_at) <= %(now)s - make_interval(secs => longest)
    ORDER BY min(first_noted_at) LIMIT %(limit)s
"""
CLAIM_NOTES: Final = """
    DELETE FROM event_news
    WHERE organization_id = %(organization_id)s AND kind = %(kind)s
        AND (%(event_id)s::uuid IS NULL OR event_id = %(event_id)s)
    RETURNING event_id, session_id, before, ticket_ids, user_ids, noted_at
"""


def note_sessions(tx: Transaction, event_id: UUID, notes: Sequence[Note]) -> None:
    """Keep how sessions were; what was noted first stays."""
    if notes:
        rows = as_json([{"id": new_id(), **note} for note in notes])
        tx.query(NOTE_SESSIONS, tx.here(event_id=event_id, rows=rows))


def note_event(
    tx: Transaction, event_id: UUID, kind: NewsKind, *, before: Mapping[str, Any]
) -> None:
    values = {"id": new_id(), "event_id": event_id, "kind": kind, "before": as_json(before)}
    tx.query(NOTE_EVENT, tx.here(**values))


def list_due_notices(
    tx: Transaction, waits: Mapping[NewsKind, tuple[timedelta, timedelta]], *, limit: int
) -> list[DueNotice]:
    """Of every organization; `waits` is how long it was quiet, and how long at most, by kind."""
    stated = [
        {"kind": kind, "quiet": quiet.total_seconds(), "longest": longest.total_seconds()}
        for kind, (quiet, longest) in waits.items()
    ]
    rows = tx.query(DUE_NOTICES, {"waits": as_json(stated), "now": tx.now, "limit": limit})
    return [
        DueNotice(organization_id=organization_id, kind=NewsKind(kind), event_id=event_id)
        for organization_id, kind, event_id in rows
    ]


def claim_session_notes(tx: Transaction, event_id: UUID) -> list[SessionNote]:
    """What was noted of an event's sessions, then forgotten."""
    return [
        SessionNote(
            session_id=note["session_id"],
            before=note["before"],
            noted_at=note["noted_at"],
            ticket_ids=tuple(UUID(each) for each in note["ticket_ids"] or ()),
            user_ids=tuple(UUID(each) for each in note["user_ids"] or ()),
        )
        for note in claim_notes(tx, NewsKind.SESSION, event_id)
    ]


def claim_notes(tx: Transaction, kind: NewsKind, event_id: UUID | None) -> list[dict[str, Any]]:
    """What was noted of an event (None: of every event), by column, then forgotten."""
    return tx.query(CLAIM_NOTES, tx.here(kind=kind, event_id=event_id), into=dict)
