"""Sessions and speakers follow their event when it is copied or moved."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.db import row_copies
from turnout.kernel.db.row_copies import JsonRow
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.time_zones import shift
from turnout.modules.events.api import CopiedPart, EventCopy, EventShift
from turnout.modules.programme.hooks import SESSIONS_COPIED
from turnout.modules.programme.models import SessionState
from turnout.modules.programme.queries import sessions as queries
from turnout.modules.programme.service.change_notices import note_sessions


def copy_programme(tx: Transaction, copy: EventCopy) -> None:
    """Copy the speakers and the sessions of an event, as far as the organizer chose them."""
    speakers: dict[str, str] = {}
    if CopiedPart.SPEAKERS in copy.parts:
        speakers = copy.copy_rows(tx, "speakers")
    if CopiedPart.PROGRAMME in copy.parts:
        _copy_sessions(tx, copy, speakers)


def export_programme(tx: Transaction, event_id: UUID) -> dict[str, list[JsonRow]]:
    """Sessions without rooms, which stay with the venue, and speakers without their addresses."""
    export = partial(row_copies.export_rows, tx)
    sessions = export("sessions", "event_id", [event_id], withheld={"room_id": None})
    ids = [UUID(each["id"]) for each in sessions]
    return {
        "speakers": export("speakers", "event_id", [event_id], withheld={"email": None}),
        "tracks": export("tracks", "event_id", [event_id]),
        "sessions": sessions,
        "session_links": export("session_links", "session_id", ids),
        "session_speakers": export("session_speakers", "session_id", ids),
    }


def shift_sessions(tx: Transaction, moved: EventShift) -> None:
    """Move the sessions of an event along with it, by the clock, and note how they were."""
    old, new = ZoneInfo(moved.event.time_zone), ZoneInfo(moved.time_zone)
    if not moved.by and old.key == new.key:
        return
    sessions = row_copies.list_rows(tx, "sessions", "event_id", [moved.event.id])
    held = {UUID(each["id"]): each for each in sessions if each["state"] == SessionState.SCHEDULED}
    note_sessions(tx, moved.event, held)
    rows = [{"id": each["id"], **_shifted(each, old, moved.by, into=new)} for each in sessions]
    if rows:
        queries.move_sessions(tx, as_json(rows))


def _copy_sessions(tx: Transaction, copy: EventCopy, speakers: dict[str, str]) -> None:
    tracks = copy.copy_rows(tx, "tracks")
    found = copy.list_rows(tx, "sessions", "event_id", [copy.source_id])
    sessions = row_copies.write_copies(
        tx, "sessions", found, change=partial(_copied, copy=copy, tracks=tracks)
    )
    for table in ("session_links", "session_speakers"):
        parts = [
            part
            for part in copy.list_rows(tx, table, "session_id", [UUID(each) for each in sessions])
            if part.get("speaker_id") is None or part["speaker_id"] in speakers
        ]
        row_copies.write_copies(
            tx, table, parts, change=lambda part: _attached(part, sessions, speakers)
        )
    for copy_theirs in SESSIONS_COPIED:
        copy_theirs(tx, copy, sessions)


def _copied(session: JsonRow, *, copy: EventCopy, tracks: dict[str, str]) -> JsonRow:
    zone = ZoneInfo(copy.time_zone)
    return {
        "event_id": str(copy.copy_id),
        "track_id": tracks.get(session["track_id"] or ""),
        **_shifted(session, zone, copy.shifted_by or timedelta(0), into=zone),
        "version": 1,
    }


def _shifted(session: JsonRow, zone: ZoneInfo, by: timedelta, *, into: ZoneInfo) -> JsonRow:
    """New times of a session; where clocks leave it no length, it keeps the one it had."""
    starts, ends = (datetime.fromisoformat(session[name]) for name in ("starts_at", "ends_at"))
    begin = shift(starts, zone, by, into=into)
    finish = shift(ends, zone, by, into=into)
    return {
        "starts_at": begin.isoformat(),
        "ends_at": (finish if finish > begin else begin + (ends - starts)).isoformat(),
    }


def _attached(part: JsonRow, sessions: dict[str, str], speakers: dict[str, str]) -> JsonRow:
    attached = {"session_id": sessions[part["session_id"]]}
    if "speaker_id" in part:
        attached["speaker_id"] = speakers[part["speaker_id"]]
    return attached
