"""Statements about sessions: their links and speakers, conflicts, moves, places."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, tuple_

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.programme.errors import SessionNotFound
from turnout.modules.programme.models import (
    SessionLinkRow,
    SessionRow,
    SessionSpeakerRow,
    SessionState,
)
from turnout.modules.programme.types import Conflict, SessionCapacity
from turnout.programme_formats.programme import Link

MOVE_SESSIONS = """
    UPDATE sessions s SET starts_at = n.starts_at, ends_at = n.ends_at, version = s.version + 1
    FROM jsonb_to_recordset(%(rows)s) AS n(id uuid, starts_at timestamptz, ends_at timestamptz)
    WHERE s.organization_id = %(organization_id)s AND s.id = n.id
"""


def move_sessions(tx: Transaction, rows: str) -> None:
    """Write new times of sessions; `rows` is a JSON list of id, starts_at and ends_at."""
    tx.query(MOVE_SESSIONS, {"organization_id": tx.organization_id, "rows": rows})


CONFLICTS = """
    SELECT 'room', s.room_id, s.id FROM sessions s
    WHERE s.organization_id = %(organization_id)s AND s.room_id = %(room_id)s
        AND s.event_id = %(event_id)s AND s.id <> %(session_id)s AND s.state = 'scheduled'
        AND s.starts_at < %(ends_at)s AND s.ends_at > %(starts_at)s
    UNION ALL
    SELECT 'speaker', theirs.speaker_id, s.id FROM session_speakers mine
    JOIN session_speakers theirs ON theirs.organization_id = mine.organization_id
        AND theirs.speaker_id = mine.speaker_id AND theirs.session_id <> mine.session_id
    JOIN sessions s ON s.organization_id = theirs.organization_id AND s.id = theirs.session_id
    WHERE mine.organization_id = %(organization_id)s AND mine.session_id = %(session_id)s
        AND s.state = 'scheduled' AND s.starts_at < %(ends_at)s AND s.ends_at > %(starts_at)s
    ORDER BY 1, 2, 3
    LIMIT %(most)s
"""
MOST = 100


def list_conflicts_of(tx: Transaction, row: SessionRow) -> list[Conflict]:
    """Sessions of the event that overlap this one in its room, or with one of its speakers."""
    if row.state != SessionState.SCHEDULED:
        return []
    values = {
        "organization_id": tx.organization_id,
        "event_id": row.event_id,
        "session_id": row.id,
        "room_id": row.room_id,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "most": MOST,
    }
    return [
        Conflict(kind=kind, resource_id=resource, first_session_id=other, second_session_id=row.id)
        for kind, resource, other in tx.query(CONFLICTS, values)
    ]


Appearance = tuple[UUID, str]
"""A speaker, and as what they appear."""

LINKS_OF_EVENT = """
    SELECT l.session_id, l.kind, l.href, l.title FROM sessions s
    JOIN session_links l ON l.organization_id = s.organization_id AND l.session_id = s.id
    WHERE s.organization_id = %(organization_id)s AND s.event_id = %(event_id)s
    ORDER BY l.position
"""
APPEARANCES_OF_EVENT = """
    SELECT a.session_id, a.speaker_id, a.role FROM sessions s
    JOIN session_speakers a ON a.organization_id = s.organization_id AND a.session_id = s.id
    WHERE s.organization_id = %(organization_id)s AND s.event_id = %(event_id)s
    ORDER BY a.position
"""


def find_session(tx: Transaction, event_id: UUID, session_id: UUID) -> SessionRow | None:
    row = tx.session.get(SessionRow, (tx.organization_id, session_id))
    return row if row is not None and row.event_id == event_id else None


def get_session(tx: Transaction, event_id: UUID, session_id: UUID) -> SessionRow:
    row = find_session(tx, event_id, session_id)
    if row is None:
        raise SessionNotFound
    return row


def list_sessions(
    tx: Transaction, event_id: UUID, request: PageRequest | None = None
) -> list[SessionRow]:
    """In order of time; all of them, or one more than the page asked for."""
    found = select(SessionRow).where(
        SessionRow.organization_id == tx.organization_id, SessionRow.event_id == event_id
    )
    found = found.order_by(SessionRow.starts_at, SessionRow.id)
    if request is not None:
        if request.after is not None:
            after = tuple_(SessionRow.starts_at, SessionRow.id) > _after(request.after)
            found = found.where(after)
        found = found.limit(request.limit + 1)
    return list(tx.session.scalars(found))


def list_sessions_by_id(tx: Transaction, session_ids: Collection[UUID]) -> list[SessionRow]:
    """In order of time."""
    found = select(SessionRow).where(
        SessionRow.organization_id == tx.organization_id, SessionRow.id.in_(session_ids)
    )
    return list(tx.session.scalars(found.order_by(SessionRow.starts_at, SessionRow.id)))


def _after(last: tuple[str, UUID]) -> tuple[datetime, UUID]:
    """Read where a page of sessions begins; what is no time came from no cursor of ours."""
    try:
        return datetime.fromisoformat(last[0]), last[1]
    except ValueError as foreign:
        says = "This cursor is not one of ours; start without it."
        raise Invalid(FieldError("?cursor", says)) from foreign


def read_sessions(tx: Transaction, event_id: UUID) -> Sequence[Any]:
    """All of them in order of time, as plain rows: a long programme is read, not changed."""
    table = SessionRow.__table__
    found = (
        select(*table.c)
        .where(table.c.organization_id == tx.organization_id, table.c.event_id == event_id)
        .order_by(table.c.starts_at, table.c.id)
    )
    return tx.execute(found).all()


def read_links(tx: Transaction, event_id: UUID) -> dict[tuple[UUID, str], list[Link]]:
    """Links of a whole programme by session and kind, in their order."""
    return _links(tx.query(LINKS_OF_EVENT, _of_event(tx, event_id)))


def read_appearances(tx: Transaction, event_id: UUID) -> dict[UUID, list[Appearance]]:
    """Speakers of a whole programme by session, in their order."""
    return _appearances(tx.query(APPEARANCES_OF_EVENT, _of_event(tx, event_id)))


def list_links(
    tx: Transaction, session_ids: Collection[UUID]
) -> dict[tuple[UUID, str], list[Link]]:
    """Links by session and kind, in their order; a long programme has thousands."""
    found = select(
        SessionLinkRow.session_id, SessionLinkRow.kind, SessionLinkRow.href, SessionLinkRow.title
    ).where(
        SessionLinkRow.organization_id == tx.organization_id,
        SessionLinkRow.session_id.in_(session_ids),
    )
    return _links(tx.session.execute(found.order_by(SessionLinkRow.position)))


def _links(rows: Iterable[Any]) -> dict[tuple[UUID, str], list[Link]]:
    links: dict[tuple[UUID, str], list[Link]] = defaultdict(list)
    for session_id, kind, href, title in rows:
        links[session_id, kind].append(Link(href=href, title=title))
    return links


def list_appearances(
    tx: Transaction, session_ids: Collection[UUID]
) -> dict[UUID, list[Appearance]]:
    """Speakers by session, in their order."""
    found = select(
        SessionSpeakerRow.session_id, SessionSpeakerRow.speaker_id, SessionSpeakerRow.role
    ).where(
        SessionSpeakerRow.organization_id == tx.organization_id,
        SessionSpeakerRow.session_id.in_(session_ids),
    )
    return _appearances(tx.session.execute(found.order_by(SessionSpeakerRow.position)))


def _appearances(rows: Iterable[Any]) -> dict[UUID, list[Appearance]]:
    speakers: dict[UUID, list[Appearance]] = defaultdict(list)
    for session_id, speaker_id, role in rows:
        speakers[session_id].append((speaker_id, role))
    return speakers


def clear_parts(tx: Transaction, session_id: UUID) -> None:
    """Take a session's links and speakers away, before new ones are written."""
    for part in (SessionLinkRow, SessionSpeakerRow):
        tx.session.execute(
            delete(part).where(
                part.organization_id == tx.organization_id, part.session_id == session_id
            )
        )


def delete_session(tx: Transaction, row: SessionRow) -> None:
    tx.session.delete(row)


CAPACITY = """
    SELECT id AS session_id, capacity, needs_registration, state, starts_at FROM sessions
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
LOCK_SESSION = f"{CAPACITY} AND id = %(session_id)s FOR UPDATE"
WITH_REGISTRATION = f"{CAPACITY} AND needs_registration ORDER BY starts_at, id"


def lock_session(tx: Transaction, event_id: UUID, session_id: UUID) -> SessionCapacity:
    """Lock the session while its places are given out; SessionNotFound without it."""
    where = {**_of_event(tx, event_id), "session_id": session_id}
    rows = tx.query(LOCK_SESSION, where, into=SessionCapacity.of)
    if not rows:
        raise SessionNotFound
    return rows[0]


def list_capacities(tx: Transaction, event_id: UUID) -> list[SessionCapacity]:
    """Sessions that one registers for, in order of time."""
    return tx.query(WITH_REGISTRATION, _of_event(tx, event_id), into=SessionCapacity.of)


def _of_event(tx: Transaction, event_id: UUID) -> dict[str, Any]:
    return {"organization_id": tx.organization_id, "event_id": event_id}
