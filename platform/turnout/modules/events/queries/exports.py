"""Statements of a programme's export: what files name and pages do not."""

from typing import Any
from uuid import UUID

from turnout.kernel.db.tx import Transaction

SESSIONS = """
    SELECT id, source_key, source_id, logo_url, recording FROM sessions
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
SPEAKERS = """
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
    return {row[0]: tuple(row[1:]) for row in tx.query(SESSIONS, _values(tx, event_id))}


def speaker_marks(tx: Transaction, event_id: UUID) -> dict[UUID, tuple[str | None, str | None]]:
    """(source key, source id) of each speaker."""
    return {row[0]: tuple(row[1:]) for row in tx.query(SPEAKERS, _values(tx, event_id))}


def find_frame(tx: Transaction, event_id: UUID) -> dict[str, Any] | None:
    rows = tx.query(FRAME, _values(tx, event_id))
    return rows[0][0] if rows else None


def _values(tx: Transaction, event_id: UUID) -> dict[str, Any]:
    return {"organization_id": tx.organization_id, "event_id": event_id}
