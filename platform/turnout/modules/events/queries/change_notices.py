"""Statements about what people are yet to hear of, and whom it concerns."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.events.models import NewsKind
from turnout.modules.events.types import AffectedPerson, DueNotice

Before = Mapping[str, Any]

_WITH_PLACES: Final = """
    SELECT 1 FROM session_registrations g
    WHERE g.organization_id = %(organization_id)s AND g.session_id = r.session_id
"""
_WHO_PICKED: Final = """
    FROM agenda_items i
    JOIN agendas a ON a.organization_id = i.organization_id AND a.id = i.agenda_id
    WHERE i.organization_id = %(organization_id)s AND i.session_id = r.session_id
        AND a.user_id IS NOT NULL
"""
_NOTE: Final = """
    INSERT INTO event_news AS n (organization_id, id, event_id, kind, session_id, before,
        ticket_ids, user_ids, first_noted_at, noted_at)
    SELECT %(organization_id)s, r.id, %(event_id)s, 'session', r.session_id, r.before,
        {tickets}, {users}, %(now)s, %(now)s
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(id uuid, session_id uuid, before jsonb)
    WHERE EXISTS ({with_places}) OR EXISTS (SELECT 1 {who_picked})
    ON CONFLICT (organization_id, event_id, kind, session_id) DO UPDATE SET
        ticket_ids = excluded.ticket_ids, user_ids = excluded.user_ids,
        noted_at = excluded.noted_at
"""
NOTE_CHANGES: Final = _NOTE.format(
    tickets="NULL::jsonb", users="NULL::jsonb", with_places=_WITH_PLACES, who_picked=_WHO_PICKED
)
NOTE_GONE: Final = _NOTE.format(
    tickets="""(SELECT coalesce(jsonb_agg(g.ticket_id), '[]') FROM session_registrations g
        WHERE g.organization_id = %(organization_id)s AND g.session_id = r.session_id)""",
    users=f"(SELECT coalesce(jsonb_agg(a.user_id), '[]') {_WHO_PICKED})",
    with_places=_WITH_PLACES,
    who_picked=_WHO_PICKED,
)
NOTE_EVENT: Final = """
    INSERT INTO event_news (organization_id, id, event_id, kind, before, first_noted_at, noted_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(kind)s, %(before)s::jsonb,
        %(now)s, %(now)s)
    ON CONFLICT (organization_id, event_id, kind, session_id) DO UPDATE SET
        noted_at = excluded.noted_at
"""
DUE: Final = """
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
CLAIM: Final = """
    DELETE FROM event_news
    WHERE organization_id = %(organization_id)s AND kind = %(kind)s
        AND (%(event_id)s::uuid IS NULL OR event_id = %(event_id)s)
    RETURNING event_id, session_id, before, ticket_ids, user_ids, noted_at
"""
AFFECTED: Final = """
    SELECT session_id, ticket_id, NULL::uuid, registered_at FROM session_registrations
    WHERE organization_id = %(organization_id)s AND session_id = ANY(%(session_ids)s)
    UNION ALL
    SELECT i.session_id, NULL, a.user_id, i.added_at FROM agenda_items i
    JOIN agendas a ON a.organization_id = i.organization_id AND a.id = i.agenda_id
    WHERE i.organization_id = %(organization_id)s AND i.session_id = ANY(%(session_ids)s)
        AND a.user_id IS NOT NULL
"""
FOLLOWERS: Final = """
    SELECT user_id FROM event_followers WHERE organization_id = %(organization_id)s
"""
FAVOURITED_BY: Final = """
    SELECT user_id FROM event_favourites
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""


def note_sessions(
    tx: Transaction, event_id: UUID, befores: Mapping[UUID, Before], *, are_gone: bool
) -> None:
    """Keep how sessions were, where anybody is concerned; what was noted first stays.

    Of sessions that go, this comes before they are deleted: whom they concern is kept, too.
    """
    if not befores:
        return
    rows = [
        {"id": new_id(), "session_id": session_id, "before": before}
        for session_id, before in befores.items()
    ]
    values = {"event_id": event_id, "rows": as_json(rows)}
    tx.query(NOTE_GONE if are_gone else NOTE_CHANGES, _here(tx, **values))


def note_event(tx: Transaction, event_id: UUID, kind: NewsKind, *, before: Before) -> None:
    values = {"id": new_id(), "event_id": event_id, "kind": kind, "before": as_json(before)}
    tx.query(NOTE_EVENT, _here(tx, **values))


def list_due(
    tx: Transaction, waits: Mapping[NewsKind, tuple[timedelta, timedelta]], *, limit: int
) -> list[DueNotice]:
    """Of every organization; `waits` is how long it was quiet, and how long at most, by kind."""
    stated = [
        {"kind": kind, "quiet": quiet.total_seconds(), "longest": longest.total_seconds()}
        for kind, (quiet, longest) in waits.items()
    ]
    rows = tx.query(DUE, {"waits": as_json(stated), "now": tx.now, "limit": limit})
    return [
        DueNotice(organization_id=organization_id, kind=NewsKind(kind), event_id=event_id)
        for organization_id, kind, event_id in rows
    ]


def claim(tx: Transaction, kind: NewsKind, event_id: UUID | None) -> Sequence[Any]:
    """(event, session, before, tickets, users, when last) of what was noted, then forgotten."""
    return tx.query(CLAIM, _here(tx, kind=kind, event_id=event_id))


def list_affected(tx: Transaction, session_ids: Collection[UUID]) -> list[AffectedPerson]:
    rows = tx.query(AFFECTED, _here(tx, session_ids=list(session_ids)))
    return [
        AffectedPerson(session_id=session_id, ticket_id=ticket_id, user_id=user_id, since=since)
        for session_id, ticket_id, user_id, since in rows
    ]


def list_followers(tx: Transaction) -> list[UUID]:
    return [row[0] for row in tx.query(FOLLOWERS, _here(tx))]


def list_favourited_by(tx: Transaction, event_id: UUID) -> list[UUID]:
    return [row[0] for row in tx.query(FAVOURITED_BY, _here(tx, event_id=event_id))]


def _here(tx: Transaction, **values: Any) -> dict[str, Any]:
    return {"organization_id": tx.organization_id, "now": tx.now, **values}
