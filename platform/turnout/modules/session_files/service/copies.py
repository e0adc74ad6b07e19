"""Session files follow their sessions when an event is copied, exported or moved."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.db import row_copies
from turnout.kernel.db.row_copies import JsonRow
from turnout.kernel.db.tx import Transaction
from turnout.kernel.time_zones import shift
from turnout.modules.events.api import CopiedPart, EventCopy, EventShift
from turnout.modules.session_files import queries
from turnout.modules.session_files.models import SessionFileState

TABLE = "session_files"


def copy_session_files(tx: Transaction, copy: EventCopy, sessions: Mapping[str, str]) -> None:
    """Copy what was approved, where both the programme and the files were chosen.

    A moment of release moves by the clock as the event does; downloads begin at nothing.
    """
    if CopiedPart.FILES not in copy.parts or not sessions:
        return
    zone = ZoneInfo(copy.time_zone)

    def copied(row: JsonRow) -> JsonRow:
        at = row["release_at"]
        if at is not None and copy.shifted_by is not None:
            at = shift(datetime.fromisoformat(at), zone, copy.shifted_by).isoformat()
        return {
            "event_id": str(copy.copy_id),
            "session_id": sessions[row["session_id"]],
            "speaker_id": None,
            "release_at": at,
            "created_at": tx.now.isoformat(),
            "version": 1,
        }

    rows = copy.list_rows(tx, TABLE, "event_id", [copy.source_id])
    row_copies.write_copies(tx, TABLE, [row for row in rows if _is_kept(row)], change=copied)


def export_session_files(tx: Transaction, event_id: UUID) -> dict[str, list[JsonRow]]:
    """Approved files and links, without who sent them; files are copied by whoever imports them."""
    rows = row_copies.export_rows(tx, TABLE, "event_id", [event_id], withheld={"speaker_id": None})
    return {TABLE: [row for row in rows if row["state"] == SessionFileState.APPROVED]}


def shift_releases(tx: Transaction, moved: EventShift) -> None:
    """Move moments of release along with their event, by the clock."""
    old, new = ZoneInfo(moved.event.time_zone), ZoneInfo(moved.time_zone)
    if not moved.by and old.key == new.key:
        return
    for session_file_id, at in queries.list_moments(tx, moved.event.id):
        queries.move_moment(tx, session_file_id, shift(at, old, moved.by, into=new))


def _is_kept(row: JsonRow) -> bool:
    """Approved, and with its content: a file that the other organization did not get has none."""
    has_content = row["file_id"] is not None or row["url"] is not None
    return row["state"] == SessionFileState.APPROVED and has_content
