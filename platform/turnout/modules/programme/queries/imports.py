"""Statements of a programme import: a few for the whole file, however many sessions it has."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.programme.errors import ImportNotFound
from turnout.modules.programme.models import ProgrammeImportRow

Row = Mapping[str, Any]

WRITE_TRACKS = """
    INSERT INTO tracks (organization_id, id, event_id, name, colour, position)
    SELECT %(organization_id)s, id, %(event_id)s, name, colour, position
    FROM jsonb_to_recordset(%(rows)s::jsonb)
        AS r(id uuid, name text, colour text, position bigint)
    ON CONFLICT (organization_id, event_id, name) DO UPDATE SET colour = excluded.colour
    WHERE excluded.colour IS NOT NULL AND tracks.colour IS DISTINCT FROM excluded.colour
"""
TRACKS = """
    SELECT name, id FROM tracks
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
WRITE_SPEAKERS = """
    INSERT INTO speakers (organization_id, id, event_id, source_key, source_id, name, biography,
        professional_title, company, links, version)
    SELECT %(organization_id)s, id, %(event_id)s, source_key, source_id, name, biography,
        '', '', '[]'::jsonb, 1
    FROM jsonb_to_recordset(%(rows)s::jsonb)
        AS r(id uuid, source_key text, source_id text, name text, biography text)
    ON CONFLICT (organization_id, event_id, source_key) DO UPDATE SET
        name = excluded.name,
        biography = CASE WHEN excluded.biography = '' THEN speakers.biography
            ELSE excluded.biography END,
        source_id = coalesce(excluded.source_id, speakers.source_id),
        version = speakers.version + 1
    WHERE speakers.name <> excluded.name
        OR speakers.source_id IS DISTINCT FROM coalesce(excluded.source_id, speakers.source_id)
        OR (excluded.biography <> '' AND speakers.biography <> excluded.biography)
    RETURNING source_key, xmax = 0
"""
SPEAKERS = """
    SELECT source_key, id FROM speakers
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND source_key IS NOT NULL
"""
_SESSION_COLUMNS = {
    "slug": "text",
    "title": "text",
    "subtitle": "text",
    "abstract": "text",
    "description": "text",
    "kind": "text",
    "language": "text",
    "track_id": "uuid",
    "room_id": "uuid",
    "starts_at": "timestamptz",
    "ends_at": "timestamptz",
    "capacity": "bigint",
    "state": "text",
    "url": "text",
    "feedback_url": "text",
    "source_id": "text",
    "tags": "jsonb",
    "logo_url": "text",
    "recording": "jsonb",
}
_NAMES = ", ".join(_SESSION_COLUMNS)
_TYPED = ", ".join(f"{name} {kind}" for name, kind in _SESSION_COLUMNS.items())
_STATED = ", ".join(f"excluded.{name}" for name in _SESSION_COLUMNS)
_KEPT = ", ".join(f"s.{name}" for name in _SESSION_COLUMNS)
_SET = ", ".join(f"{name} = excluded.{name}" for name in _SESSION_COLUMNS)

WRITE_SESSIONS = f"""
    INSERT INTO sessions AS s (organization_id, id, event_id, source_key, {_NAMES}, version)
    SELECT %(organization_id)s, id, %(event_id)s, source_key, {_NAMES}, 1
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(id uuid, source_key text, {_TYPED})
    ON CONFLICT (organization_id, event_id, source_key) DO UPDATE SET
        {_SET}, vanished_at = NULL, version = s.version + 1
    WHERE ({_KEPT}) IS DISTINCT FROM ({_STATED}) OR s.vanished_at IS NOT NULL
    RETURNING id, xmax = 0
"""
PRESENT_SESSIONS = f"""
    SELECT to_jsonb(s) FROM (
        SELECT id, source_key, vanished_at, needs_registration, {_NAMES} FROM sessions
        WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s) s
"""
PRESENT_SPEAKERS = """
    SELECT id, source_key, source_id, merged_keys FROM speakers
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
ADOPT_SESSIONS = """
    UPDATE sessions SET source_key = id::text
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND source_key IS NULL AND id = ANY(%(ids)s)
"""
ADOPT_SPEAKERS = """
    UPDATE speakers SET source_key = id::text
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND source_key IS NULL AND id = ANY(%(ids)s)
"""
CALL_OFF_SESSIONS = """
    UPDATE sessions SET state = 'cancelled', vanished_at = %(now)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = ANY(%(sessions)s)
        AND state <> 'cancelled'
    RETURNING id
"""
KEEP_FRAME = """
    INSERT INTO programme_frames AS f (organization_id, id, event_id, frame, imported_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(frame)s::jsonb, %(now)s)
    ON CONFLICT (organization_id, event_id) DO UPDATE SET
        frame = excluded.frame, imported_at = excluded.imported_at
    WHERE f.frame <> excluded.frame
"""
SESSIONS = """
    SELECT source_key, id, title FROM sessions
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND source_key IS NOT NULL
    ORDER BY starts_at, id
"""
LINKS = """
    SELECT l.session_id, l.kind, l.href, l.title
    FROM session_links l JOIN sessions s
        ON s.organization_id = l.organization_id AND s.id = l.session_id
    WHERE s.organization_id = %(organization_id)s AND s.event_id = %(event_id)s
        AND s.source_key IS NOT NULL
    ORDER BY l.session_id, l.kind DESC, l.position
"""
APPEARANCES = """
    SELECT a.session_id, a.speaker_id, a.role
    FROM session_speakers a JOIN sessions s
        ON s.organization_id = a.organization_id AND s.id = a.session_id
    WHERE s.organization_id = %(organization_id)s AND s.event_id = %(event_id)s
        AND s.source_key IS NOT NULL
    ORDER BY a.session_id, a.position
"""
CLEAR_LINKS = """
    DELETE FROM session_links
    WHERE organization_id = %(organization_id)s AND session_id = ANY(%(sessions)s)
"""
WRITE_LINKS = """
    INSERT INTO session_links (organization_id, id, session_id, kind, href, title, position)
    SELECT %(organization_id)s, id, session_id, kind, href, title, position
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(id uuid, session_id uuid, kind text,
        href text, title text, position bigint)
"""
CLEAR_APPEARANCES = """
    DELETE FROM session_speakers
    WHERE organization_id = %(organization_id)s AND session_id = ANY(%(sessions)s)
"""
WRITE_APPEARANCES = """
    INSERT INTO session_speakers (organization_id, id, session_id, speaker_id, role, position)
    SELECT %(organization_id)s, id, session_id, speaker_id, role, position
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(id uuid, session_id uuid, speaker_id uuid,
        role text, position bigint)
"""
MARK_CHANGED = """
    UPDATE sessions SET version = version + 1
    WHERE organization_id = %(organization_id)s AND id = ANY(%(sessions)s)
"""
REMOVE_SESSIONS = """
    DELETE FROM sessions
    WHERE organization_id = %(organization_id)s AND id = ANY(%(sessions)s)
"""
REMOVE_IDLE_SPEAKERS = """
    DELETE FROM speakers p
    WHERE p.organization_id = %(organization_id)s AND p.event_id = %(event_id)s
        AND p.source_key IS NOT NULL AND NOT (p.source_key = ANY(%(kept)s))
        AND NOT EXISTS (SELECT FROM session_speakers a
            WHERE a.organization_id = p.organization_id AND a.speaker_id = p.id)
    RETURNING p.id
"""


def write_tracks(tx: Transaction, event_id: UUID, rows: Sequence[Row]) -> dict[str, UUID]:
    """Ids of all the event's tracks by name, after adding those that are new."""
    tx.query(WRITE_TRACKS, _parameters(tx, event_id, rows=as_json(rows)))
    return dict(tx.query(TRACKS, _parameters(tx, event_id)))


def write_speakers(tx: Transaction, event_id: UUID, rows: Sequence[Row]) -> dict[str, bool]:
    """Keys of the speakers added or changed, and whether each is new."""
    return dict(tx.query(WRITE_SPEAKERS, _parameters(tx, event_id, rows=as_json(rows))))


def speakers_by_key(tx: Transaction, event_id: UUID) -> dict[str, UUID]:
    return dict(tx.query(SPEAKERS, _parameters(tx, event_id)))


def write_sessions(tx: Transaction, event_id: UUID, rows: Sequence[Row]) -> dict[UUID, bool]:
    """Ids of the sessions added or changed, and whether each is new."""
    return dict(tx.query(WRITE_SESSIONS, _parameters(tx, event_id, rows=as_json(rows))))


def present_sessions(tx: Transaction, event_id: UUID) -> list[dict[str, Any]]:
    """Sessions of the event as JSON objects with what an import may change."""
    return [row[0] for row in tx.query(PRESENT_SESSIONS, _parameters(tx, event_id))]


def present_speakers(tx: Transaction, event_id: UUID) -> list[Any]:
    """(id, source key, source id, keys of merged duplicates) of each speaker of the event."""
    return tx.query(PRESENT_SPEAKERS, _parameters(tx, event_id))


def assign_source_keys(
    tx: Transaction, event_id: UUID, *, sessions: Collection[UUID], speakers: Collection[UUID]
) -> None:
    """Let later imports find by their own ids what people had made by hand."""
    for statement, ids in ((ADOPT_SESSIONS, sessions), (ADOPT_SPEAKERS, speakers)):
        if ids:
            tx.query(statement, _parameters(tx, event_id, ids=list(ids)))


def cancel_sessions(tx: Transaction, sessions: Collection[UUID]) -> set[UUID]:
    """Mark sessions as cancelled by the import; those that were scheduled until now."""
    values = {"organization_id": tx.organization_id, "sessions": list(sessions), "now": tx.now}
    return {row[0] for row in tx.query(CALL_OFF_SESSIONS, values)}


def keep_frame(tx: Transaction, event_id: UUID, frame: Row) -> None:
    values = _parameters(tx, event_id, id=new_id(), frame=as_json(frame), now=tx.now)
    tx.query(KEEP_FRAME, values)


def sessions_by_key(tx: Transaction, event_id: UUID) -> dict[str, tuple[UUID, str]]:
    """Imported sessions of the event, (id, title) by key, in order of time."""
    rows = tx.query(SESSIONS, _parameters(tx, event_id))
    return {key: (session_id, title) for key, session_id, title in rows}


def links_by_session(tx: Transaction, event_id: UUID) -> dict[UUID, list[tuple[str, str, str]]]:
    """(kind, href, title) of imported sessions, links before attachments."""
    found: dict[UUID, list[tuple[str, str, str]]] = {}
    for session_id, *link in tx.query(LINKS, _parameters(tx, event_id)):
        found.setdefault(session_id, []).append((link[0], link[1], link[2]))
    return found


def appearances_by_session(tx: Transaction, event_id: UUID) -> dict[UUID, dict[UUID, str]]:
    """Roles by speaker of imported sessions, in their order."""
    found: dict[UUID, dict[UUID, str]] = {}
    for session_id, speaker_id, role in tx.query(APPEARANCES, _parameters(tx, event_id)):
        found.setdefault(session_id, {})[speaker_id] = role
    return found


def replace_links(tx: Transaction, sessions: Collection[UUID], rows: Sequence[Row]) -> None:
    here = {"organization_id": tx.organization_id}
    tx.query(CLEAR_LINKS, {**here, "sessions": list(sessions)})
    tx.query(WRITE_LINKS, {**here, "rows": as_json(rows)})


def replace_appearances(tx: Transaction, sessions: Collection[UUID], rows: Sequence[Row]) -> None:
    here = {"organization_id": tx.organization_id}
    tx.query(CLEAR_APPEARANCES, {**here, "sessions": list(sessions)})
    tx.query(WRITE_APPEARANCES, {**here, "rows": as_json(rows)})


def mark_changed(tx: Transaction, sessions: Collection[UUID]) -> None:
    tx.query(MARK_CHANGED, {"organization_id": tx.organization_id, "sessions": list(sessions)})


def remove_sessions(tx: Transaction, sessions: Collection[UUID]) -> None:
    tx.query(REMOVE_SESSIONS, {"organization_id": tx.organization_id, "sessions": list(sessions)})


def remove_idle_speakers(tx: Transaction, event_id: UUID, kept: Collection[str]) -> int:
    """Imported speakers whom neither the file nor any session names any more."""
    return len(tx.query(REMOVE_IDLE_SPEAKERS, _parameters(tx, event_id, kept=list(kept))))


def get_import(tx: Transaction, event_id: UUID, import_id: UUID) -> ProgrammeImportRow:
    row = tx.session.get(ProgrammeImportRow, (tx.organization_id, import_id))
    if row is None or row.event_id != event_id:
        raise ImportNotFound
    return row


def list_imports(tx: Transaction, event_id: UUID, request: PageRequest) -> list[ProgrammeImportRow]:
    """Newest first, one row more than asked for."""
    found = select(ProgrammeImportRow).where(
        ProgrammeImportRow.organization_id == tx.organization_id,
        ProgrammeImportRow.event_id == event_id,
    )
    if request.after is not None:
        found = found.where(ProgrammeImportRow.id < request.after[1])
    ordered = found.order_by(ProgrammeImportRow.id.desc()).limit(request.limit + 1)
    return list(tx.session.scalars(ordered))


def _parameters(tx: Transaction, event_id: UUID, **more: Any) -> dict[str, Any]:
    return {"organization_id": tx.organization_id, "event_id": event_id, **more}


EXPORTED_SESSIONS = """
    SELECT id, source_key, source_id, logo_url, recording FROM sessions
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
EXPORTED_SPEAKERS = """
    SELECT id, source_key, source_id FROM speakers
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
FRAME = """
    SELECT frame FROM programme_frames
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""


def session_marks(
    tx: Transaction, event_id: UUID
) -> dict[UUID, tuple[str | None, str | None, str | None, dict[str, Any] | None]]:
    """(source key, source id, logo, recording) of each session."""
    return {
        row[0]: tuple(row[1:]) for row in tx.query(EXPORTED_SESSIONS, _parameters(tx, event_id))
    }


def speaker_marks(tx: Transaction, event_id: UUID) -> dict[UUID, tuple[str | None, str | None]]:
    """(source key, source id) of each speaker."""
    return {
        row[0]: tuple(row[1:]) for row in tx.query(EXPORTED_SPEAKERS, _parameters(tx, event_id))
    }


def find_frame(tx: Transaction, event_id: UUID) -> dict[str, Any] | None:
    rows = tx.query(FRAME, _parameters(tx, event_id))
    return rows[0][0] if rows else None
