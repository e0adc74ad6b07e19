"""Change notices of sessions: facts and notes of a change, and what became of it in the end."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.messaging.facts import Fact
from turnout.modules.events import api as events
from turnout.modules.events.api import NOTIFIED_STATES, EventBrief
from turnout.modules.programme import hooks, rules
from turnout.modules.programme.facts import SessionCancelled, SessionChanged
from turnout.modules.programme.models import SessionState
from turnout.modules.programme.queries import sessions as queries
from turnout.modules.programme.rules import OF_SESSION
from turnout.modules.programme.types import SessionChange
from turnout.modules.venues import api as venues

Before = Mapping[str, Any]
"""How a session was, by the names of OF_SESSION; of a row, or of a file's JSON."""


def facts_of(
    event_id: UUID, session_id: UUID, *, before: Before | None, after: Before
) -> Iterator[Fact]:
    """What those who picked the session should hear of."""
    if before is None:
        return
    if before["state"] == SessionState.SCHEDULED and after["state"] == SessionState.CANCELLED:
        yield SessionCancelled(event_id=event_id, session_id=session_id)
        return
    changed = tuple(
        name for name in OF_SESSION if _comparable(before[name]) != _comparable(after[name])
    )
    if changed:
        yield SessionChanged(event_id=event_id, session_id=session_id, changed=changed)


def _comparable(value: Any) -> Any:
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return value if value is None else str(value)


def note_sessions(tx: Transaction, event: EventBrief, befores: Mapping[UUID, Before]) -> None:
    """Keep how sessions were that have changed."""
    _note(tx, event, befores, are_gone=False)


def note_gone(tx: Transaction, event: EventBrief, befores: Mapping[UUID, Before]) -> None:
    """Keep how sessions were that are about to be deleted, and whom they concern."""
    _note(tx, event, befores, are_gone=True)


def claim_session_changes(tx: Transaction, event_id: UUID) -> list[SessionChange]:
    """What became of an event's sessions, which is then forgotten here."""
    notes = events.claim_session_notes(tx, event_id)
    if not notes:
        return []
    rows = {
        row.id: row for row in queries.list_sessions_by_id(tx, [each.session_id for each in notes])
    }
    wanted = rules.room_ids([each.before for each in notes], list(rows.values()))
    rooms = {key: room.name for key, room in venues.rooms_by_id(tx, list(wanted)).items()}
    found = (
        rules.session_change(note, rows.get(note.session_id), rooms=rooms, now=tx.now)
        for note in notes
    )
    return sorted(filter(None, found), key=lambda each: (each.now.starts_at, each.session_id))


def _note(
    tx: Transaction, event: EventBrief, befores: Mapping[UUID, Before], *, are_gone: bool
) -> None:
    """Keep what was, of sessions that concern anybody; of those that go, whom they concern."""
    if event.state not in NOTIFIED_STATES or not befores:
        return
    tickets: dict[UUID, list[UUID]] = {}
    users: dict[UUID, list[UUID]] = {}
    for person in hooks.affected_by_sessions(tx, list(befores)):
        of_session = tickets.setdefault(person.session_id, [])
        picked = users.setdefault(person.session_id, [])
        if person.ticket_id is not None:
            of_session.append(person.ticket_id)
        if person.user_id is not None:
            picked.append(person.user_id)
    notes = [
        {
            "session_id": key,
            "before": {name: befores[key][name] for name in OF_SESSION},
            "ticket_ids": tickets[key] if are_gone else None,
            "user_ids": users[key] if are_gone else None,
        }
        for key in befores
        if key in tickets
    ]
    events.note_session_changes(tx, event.id, notes)
