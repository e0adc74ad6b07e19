"""Change notices: what is noted with a change, so that modules above can tell those affected.

A note stands in the change's own commit and says how things were. Changes that follow soon join
it: what is told in the end is the difference between the first note and what is so by then.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.events import change_rules, hooks
from turnout.modules.events.change_rules import NOTIFIED_STATES, OF_EVENT, OF_SESSION
from turnout.modules.events.models import EventRow, NewsKind, State, Visibility
from turnout.modules.events.queries import change_notices as queries
from turnout.modules.events.queries import events as event_queries
from turnout.modules.events.queries import self_service as session_queries
from turnout.modules.events.types import DueNotice, EventNews, SessionChange
from turnout.modules.venues import api as venues

WAITS: Final = {
    NewsKind.SESSION: (timedelta(minutes=2), timedelta(minutes=15)),
    NewsKind.EVENT: (timedelta(minutes=2), timedelta(minutes=15)),
    NewsKind.PUBLISHED: (timedelta(minutes=10), timedelta(minutes=60)),
}
"""How long nothing more has happened before people are told, and how long they wait at most."""


def note_sessions(
    tx: Transaction, event: EventRow, befores: Mapping[UUID, Mapping[str, Any]]
) -> None:
    """Keep how sessions were that have changed."""
    _note(tx, event, befores, are_gone=False)


def note_gone(tx: Transaction, event: EventRow, befores: Mapping[UUID, Mapping[str, Any]]) -> None:
    """Keep how sessions were that are about to be deleted, and whom they concern."""
    _note(tx, event, befores, are_gone=True)


def before_of(row: EventRow) -> dict[str, Any]:
    """What `note_event` is given of an event before it changes."""
    return {name: getattr(row, name) for name in OF_EVENT}


def note_event(tx: Transaction, row: EventRow, before: Mapping[str, Any]) -> None:
    """Keep how an event was, where it was promised to anybody and is another now."""
    has_changed = any(before[name] != getattr(row, name) for name in OF_EVENT)
    if State(before["state"]) in NOTIFIED_STATES and has_changed:
        queries.note_event(tx, row.id, NewsKind.EVENT, before=before)


def note_published(tx: Transaction, row: EventRow) -> None:
    """Keep that a public event is there for the first time, if it lies ahead."""
    lies_ahead = row.starts_at is not None and row.starts_at > tx.now
    if row.visibility == Visibility.PUBLIC and lies_ahead:
        queries.note_event(tx, row.id, NewsKind.PUBLISHED, before={})


def list_due_notices(ctx: SystemContext, *, limit: int = 100) -> list[DueNotice]:
    """What waits no longer, of every organization, the oldest first."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, WAITS, limit=limit)


def claim_session_changes(tx: Transaction, event_id: UUID) -> list[SessionChange]:
    """What became of an event's sessions, which is then forgotten here."""
    taken = {row[1]: row[2:] for row in queries.claim(tx, NewsKind.SESSION, event_id)}
    event = event_queries.find_event(tx, event_id)
    if event is None or event.state not in NOTIFIED_STATES:
        return []
    rows = {row.id: row for row in session_queries.list_sessions(tx, list(taken))}
    wanted = change_rules.room_ids([each[0] for each in taken.values()], list(rows.values()))
    rooms = {key: room.name for key, room in venues.rooms_by_id(tx, list(wanted)).items()}
    found = []
    for session_id, (before, tickets, users, noted_at) in taken.items():
        row = rows.get(session_id)
        news = change_rules.session_change(
            before, row, session_id=session_id, rooms=rooms, noted_at=noted_at, now=tx.now
        )
        if news is not None:
            found.append(_with_people(news, tickets, users) if row is None else news)
    return sorted(found, key=lambda each: (each.now.starts_at, each.session_id))


def claim_event_change(tx: Transaction, event_id: UUID) -> EventNews | None:
    taken = queries.claim(tx, NewsKind.EVENT, event_id)
    event = event_queries.find_event(tx, event_id)
    if not taken or event is None or event.visibility == Visibility.PRIVATE:
        return None
    return change_rules.event_news(taken[0][2], event, now=tx.now)


def claim_published(tx: Transaction) -> list[UUID]:
    """Events that the organization published, in order of time; those that are still ahead."""
    taken = [row[0] for row in queries.claim(tx, NewsKind.PUBLISHED, None)]
    rows = [
        row
        for row in event_queries.list_by_id(tx, taken)
        if row.state == State.PUBLISHED
        and row.visibility == Visibility.PUBLIC
        and row.starts_at is not None
        and row.starts_at > tx.now
    ]
    return [row.id for row in sorted(rows, key=lambda row: (row.starts_at, row.id))]


def _note(
    tx: Transaction, event: EventRow, befores: Mapping[UUID, Mapping[str, Any]], *, are_gone: bool
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
    queries.note_sessions(tx, event.id, notes)


def _with_people(
    news: SessionChange, tickets: list[str] | None, users: list[str] | None
) -> SessionChange:
    return replace(
        news,
        ticket_ids=tuple(UUID(each) for each in tickets or ()),
        user_ids=tuple(UUID(each) for each in users or ()),
    )
