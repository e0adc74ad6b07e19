"""What is to be told of a session or an event, by how it was and how it is: pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from turnout.modules.events.models import EventRow, State
from turnout.modules.events.types import ChangeKind, EventNews

NOTIFIED_STATES: Final = frozenset({State.PUBLISHED, State.LIVE, State.POSTPONED})
"""States in which changes of an event are news: nobody was promised anything of a draft."""
OF_EVENT: Final = ("starts_at", "ends_at", "state")


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


def _instant(value: str | datetime | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
