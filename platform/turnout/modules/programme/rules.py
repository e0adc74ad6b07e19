"""Decisions about sessions: their day in the programme, what people hear when they change. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from turnout.modules.events.api import ChangeKind, SessionNote
from turnout.modules.programme.models import SessionRow, SessionState
from turnout.modules.programme.types import Conflict, Session, SessionChange, SessionSnapshot
from turnout.programme_formats.report import overlapping

DAY_BEGINS: Final = timedelta(hours=5)
"""Sessions that start before five in the morning belong to the programme of the day before."""
OF_SESSION: Final = ("title", "starts_at", "ends_at", "room_id", "state")


def programme_day(local: datetime) -> date:
    return (local - DAY_BEGINS).date()


def double_bookings(kind: str, claims: Iterable[tuple[UUID, Session]]) -> list[Conflict]:
    """Each session that begins before another of its room, speaker or agenda has ended."""
    return [
        Conflict(
            kind=kind,
            resource_id=resource,
            first_session_id=first.id,
            second_session_id=second.id,
        )
        for resource, first, second in overlapping(claims)
    ]


def session_change(
    note: SessionNote, row: SessionRow | None, *, rooms: Mapping[UUID, str], now: datetime
) -> SessionChange | None:
    """None where people need not hear of it: it is as it was, or over in any case."""
    was = _snapshot(note.before, rooms)
    after = was if row is None else _snapshot({n: getattr(row, n) for n in OF_SESSION}, rooms)
    if max(was.ends_at, after.ends_at) <= now:
        return None
    takes_place = row is not None and row.state == SessionState.SCHEDULED
    turn = _change_kind(was, after, took_place=_took_place(note.before), takes_place=takes_place)
    if turn is None:
        return None
    return SessionChange(
        session_id=note.session_id,
        turn=turn,
        before=was,
        now=after,
        noted_at=note.noted_at,
        ticket_ids=note.ticket_ids if row is None else None,
        user_ids=note.user_ids if row is None else None,
    )


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


def _needed(value: str | datetime) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
