"""Statements about session files and their downloads."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.references import Reference, column_references, list_references
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.session_files.errors import SessionFileNotFound, SessionHasFile
from turnout.modules.session_files.models import SessionFileRow, SessionFileState

COUNT_DOWNLOAD = """
    INSERT INTO session_file_downloads AS counted
        (organization_id, id, session_file_id, downloads, last_at)
    VALUES (%(organization_id)s, %(id)s, %(session_file_id)s, 1, %(now)s)
    ON CONFLICT (organization_id, session_file_id) DO UPDATE
    SET downloads = counted.downloads + 1, last_at = excluded.last_at
"""
DOWNLOADS = """
    SELECT session_file_id, downloads FROM session_file_downloads
    WHERE organization_id = %(organization_id)s AND session_file_id = ANY(%(ids)s)
"""
WITH_FILES = """
    SELECT DISTINCT event_id FROM session_files
    WHERE organization_id = %(organization_id)s AND event_id = ANY(%(event_ids)s)
        AND state = 'approved' AND audience <> 'staff'
"""
PLACE = """
    UPDATE session_files f SET position = wanted.place - 1
    FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY AS wanted (id, place)
    WHERE f.organization_id = %(organization_id)s AND f.id = wanted.id
        AND f.position <> wanted.place - 1
"""
MOMENTS = """
    SELECT id, release_at FROM session_files
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND release_at IS NOT NULL
"""
MOVE_MOMENT = """
    UPDATE session_files SET release_at = %(release_at)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def add_session_file(tx: Transaction, row: SessionFileRow) -> None:
    """SessionHasFile where the session has this file already."""
    try:
        tx.add(row)
        tx.flush()
    except IntegrityError as refused:
        if isinstance(refused.orig, UniqueViolation):
            raise SessionHasFile from refused
        raise


def get_session_file(
    tx: Transaction, event_id: UUID, session_id: UUID, session_file_id: UUID
) -> SessionFileRow:
    row = find_session_file(tx, session_file_id)
    if row is None or row.event_id != event_id or row.session_id != session_id:
        raise SessionFileNotFound
    return row


def find_session_file(tx: Transaction, session_file_id: UUID) -> SessionFileRow | None:
    return tx.session.get(SessionFileRow, (tx.organization_id, session_file_id))


def list_of_session(tx: Transaction, session_id: UUID) -> list[SessionFileRow]:
    """In their order, with those that a speaker sent and nobody approved."""
    found = select(SessionFileRow).where(
        SessionFileRow.organization_id == tx.organization_id,
        SessionFileRow.session_id == session_id,
    )
    return list(tx.session.scalars(_in_order(found)))


def list_shown(
    tx: Transaction, event_id: UUID, *, session_id: UUID | None = None
) -> list[SessionFileRow]:
    """Approved files of an event, or of one of its sessions, but for the team's; in their order."""
    found = select(SessionFileRow).where(
        SessionFileRow.organization_id == tx.organization_id,
        SessionFileRow.event_id == event_id,
        SessionFileRow.state == SessionFileState.APPROVED,
        SessionFileRow.audience != "staff",
    )
    if session_id is not None:
        found = found.where(SessionFileRow.session_id == session_id)
    return list(tx.session.scalars(_in_order(found)))


def list_submitted_by(
    tx: Transaction, speaker_id: UUID, session_ids: Collection[UUID]
) -> list[SessionFileRow]:
    """What a speaker sent of these sessions, the oldest first."""
    found = select(SessionFileRow).where(
        SessionFileRow.organization_id == tx.organization_id,
        SessionFileRow.speaker_id == speaker_id,
        SessionFileRow.session_id.in_(session_ids),
    )
    return list(tx.session.scalars(found.order_by(SessionFileRow.id)))


def list_with_file(tx: Transaction, file_id: UUID) -> list[SessionFileRow]:
    found = select(SessionFileRow).where(
        SessionFileRow.organization_id == tx.organization_id, SessionFileRow.file_id == file_id
    )
    return list(tx.session.scalars(found))


def _in_order(found: Any) -> Any:
    return found.order_by(SessionFileRow.position, SessionFileRow.id)


def delete_session_file(tx: Transaction, row: SessionFileRow) -> None:
    tx.execute(
        delete(SessionFileRow).where(
            SessionFileRow.organization_id == tx.organization_id, SessionFileRow.id == row.id
        )
    )


def place(tx: Transaction, session_file_ids: Sequence[UUID]) -> None:
    """Give each the place at which it stands here; versions stay, since nothing else changes."""
    tx.query(PLACE, tx.here(ids=list(session_file_ids)))
    tx.session.expire_all()


def count_download(tx: Transaction, session_file_id: UUID) -> None:
    tx.query(COUNT_DOWNLOAD, tx.here(id=new_id(), session_file_id=session_file_id))


def downloads_of(tx: Transaction, session_file_ids: Collection[UUID]) -> dict[UUID, int]:
    """How often each was downloaded; those that nobody did are absent."""
    return dict(tx.query(DOWNLOADS, tx.here(ids=list(session_file_ids))))


def events_with_files(tx: Transaction, event_ids: Collection[UUID]) -> set[UUID]:
    """Those of these events whose sessions have files for visitors or attendees."""
    return {event_id for (event_id,) in tx.query(WITH_FILES, tx.here(event_ids=list(event_ids)))}


def list_moments(tx: Transaction, event_id: UUID) -> list[tuple[UUID, datetime]]:
    """Files that are released at a moment of their own, and when."""
    return tx.query(MOMENTS, tx.here(event_id=event_id))


def move_moment(tx: Transaction, session_file_id: UUID, release_at: datetime) -> None:
    tx.query(MOVE_MOMENT, tx.here(id=session_file_id, release_at=release_at))


def list_file_uses(tx: Transaction) -> list[Reference]:
    """Which events' sessions have which files."""
    return list_references(tx, column_references("session_files", "file_id", owner="t.event_id"))
