"""The programme of an event as visitors and other modules read it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.db.tx import Transaction
from turnout.kernel.values import from_attributes
from turnout.modules.events import api as events
from turnout.modules.programme import rules
from turnout.modules.programme.models import SessionRow, SessionState
from turnout.modules.programme.queries import sessions as queries
from turnout.modules.programme.queries import speakers as speaker_queries
from turnout.modules.programme.types import (
    Programme,
    PublicSpeaker,
    Room,
    Session,
    SessionCapacity,
    Track,
)
from turnout.modules.venues import api as venues
from turnout.programme_formats.programme import Link


def get_programme(tx: Transaction, event_id: UUID) -> Programme:
    """Everything of an event's programme; a fixed number of statements."""
    event = events.get_event_brief(tx, event_id)
    rows = queries.read_sessions(tx, event_id)
    sessions = _sessions(
        rows,
        ZoneInfo(event.time_zone),
        links=queries.read_links(tx, event_id),
        speakers=queries.read_appearances(tx, event_id),
    )
    room_ids = {row.room_id for row in rows if row.room_id is not None}
    rooms = venues.rooms_by_id(tx, list(room_ids))
    return Programme(
        event_id=event.id,
        title=event.title,
        time_zone=event.time_zone,
        days=tuple(sorted({session.day for session in sessions})),
        rooms=tuple(from_attributes(Room, room) for room in rooms.values()),
        tracks=tuple(Track.of(row) for row in speaker_queries.list_tracks(tx, event_id)),
        speakers=tuple(
            PublicSpeaker.of(row) for row in speaker_queries.read_speakers(tx, event_id)
        ),
        sessions=tuple(sessions),
    )


def find_session(tx: Transaction, event_id: UUID, session_id: UUID) -> Session | None:
    event, row = events.find_event(tx, event_id), queries.find_session(tx, event_id, session_id)
    if event is None or row is None:
        return None
    return sessions_of(tx, [row], ZoneInfo(event.time_zone))[0]


def sessions_of(tx: Transaction, rows: Sequence[SessionRow], zone: ZoneInfo) -> list[Session]:
    ids = [row.id for row in rows]
    return _sessions(
        rows,
        zone,
        links=queries.list_links(tx, ids),
        speakers=queries.list_appearances(tx, ids),
    )


def require_session(tx: Transaction, event_id: UUID, session_id: UUID) -> None:
    """SessionNotFound unless the event has this session."""
    queries.get_session(tx, event_id, session_id)


def list_sessions_with_registration(tx: Transaction, event_id: UUID) -> list[SessionCapacity]:
    """Sessions that one registers for, in order of time; EventNotFound without the event."""
    events.get_event_brief(tx, event_id)
    return queries.list_capacities(tx, event_id)


def sessions_by_id(
    tx: Transaction, session_ids: Collection[UUID], *, time_zone: str
) -> list[Session]:
    """Those that are there, in order of time."""
    rows = queries.list_sessions_by_id(tx, session_ids)
    return sessions_of(tx, rows, ZoneInfo(time_zone))


def _sessions(
    rows: Sequence[Any],
    zone: ZoneInfo,
    *,
    links: Mapping[tuple[UUID, str], Sequence[Link]],
    speakers: Mapping[UUID, Sequence[queries.Appearance]],
) -> list[Session]:
    """Sessions of rows, or of plain rows with the same names."""
    return [
        _session(
            row,
            zone,
            links=links.get((row.id, "link"), ()),
            attachments=links.get((row.id, "attachment"), ()),
            speaker_ids=[speaker_id for speaker_id, _ in speakers.get(row.id, ())],
            speaker_roles=[role for _, role in speakers.get(row.id, ())],
        )
        for row in rows
    ]


def _session(row: Any, zone: ZoneInfo, **parts: Sequence[Any]) -> Session:
    local = row.starts_at.astimezone(zone).replace(tzinfo=None, fold=0)
    return from_attributes(
        Session,
        row,
        day=rules.programme_day(local),
        starts_local=local,
        ends_local=row.ends_at.astimezone(zone).replace(tzinfo=None, fold=0),
        tags=tuple(row.tags),
        state=SessionState(row.state),
        **{name: tuple(part) for name, part in parts.items()},
    )
