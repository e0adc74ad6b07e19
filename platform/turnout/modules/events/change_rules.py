"""What is to be told of a session or an event, by how it was and how it is: pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.modules.events.models import EventRow, SessionRow, SessionState, State
from turnout.modules.events.types import ChangeKind, EventNews, SessionChange, SessionSnapshot

NOTIFIED_STATES: Final = frozenset({State.PUBLISHED, State.LIVE, State.POSTPONED})
"""States in which changes of an event are news: nobody was promised anything of a draft."""
OF_SESSION: Final = ("title", "starts_at", "ends_at", "room_id", "state")
OF_EVENT: Final = ("starts_at", "ends_at", "state")


def session_change(
    before: Mapping[str, Any],
    row: SessionRow | None,
    *,
    session_id: UUID,
    rooms: Mapping[UUID, str],
    noted_at: datetime,
    now: datetime,
) -> SessionChange | None:
    """None where people need not hear of it: it is as it was, or over in any case."""
    was = _snapshot(before, rooms)
    after = was if row is None else _snapshot({n: getattr(row, n) for n in OF_SESSION}, rooms)
    if max(was.ends_at, after.ends_at) <= now:
        return None
    takes_place = row is not None and row.state == SessionState.SCHEDULED
    turn = _change_kind(was, after, took_place=_took_place(before), takes_place=takes_place)
    if turn is None:
        return None
    return SessionChange(session_id=session_id, turn=turn, before=was, now=after, noted_at=noted_at)


def event_news(before: Mapping[str, Any], row: EventRow, *, now: datetime) -> EventNews | None:
    """None where it is as it was, or neither its former nor its new times lie ahead."""
    starts_at, ends_at = _instant(before["starts_at"]), _instant(before["ends_at"])
    if max((each for each in (ends_at, row.ends_at) if each), default=now) <= now:
        return None
    moved = (starts_at, ends_at) != (row.starts_at, row.ends_at)
    turn = _event_change_kind(State(before["state"]), State(row.state), moved=moved)
    if turn is None:
        return None
    return EventNews(turn=turn, was_starts_at=starts_at, was_ends_at=ends_at)


def room_ids(befores: list[Mapping[str, Any]], rows: list[SessionRow]) -> set[UUID]:
    """Rooms whose names the news needs."""
    stated = [UUID(each["room_id"]) for each in befores if each["room_id"]]
    return {*stated, *(row.room_id for row in rows if row.room_id)}


def _change_kind(
    was: SessionSnapshot, after: SessionSnapshot, *, took_place: bool, takes_place: bool
) -> ChangeKind | None:
    if took_place and takes_place:
        return ChangeKind.CHANGED if was != after else None
    if took_place:
        return ChangeKind.CANCELLED
    return ChangeKind.BACK if takes_place else None


def _event_change_kind(was: State, now: State, *, moved: bool) -> ChangeKind | None:
    if now is not was and now is State.CANCELLED:
        return ChangeKind.CANCELLED
    if now is not was and now is State.POSTPONED:
        return ChangeKind.POSTPONED
    if now not in NOTIFIED_STATES:
        return None
    if moved:
        return ChangeKind.CHANGED
    return ChangeKind.BACK if was is State.POSTPONED and now is not was else None


def _took_place(before: Mapping[str, Any]) -> bool:
    return bool(before["state"] == SessionState.SCHEDULED)


def _snapshot(stated: Mapping[str, Any], rooms: Mapping[UUID, str]) -> SessionSnapshot:
    room = stated["room_id"]
    return SessionSnapshot(
        title=stated["title"],
        starts_at=_needed(stated["starts_at"]),
        ends_at=_needed(stated["ends_at"]),
        room=rooms.get(UUID(str(room)), "") if room else "",
    )


def _instant(value: str | datetime | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _needed(value: str | datetime) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
