"""Change notices: what is noted with a change, so that modules above can tell those affected.

A note stands in the change's own commit and says how things were. Changes that follow soon join
it: what is told in the end is the difference between the first note and what is so by then.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.events import rules
from turnout.modules.events.models import EventRow, NewsKind, State, Visibility
from turnout.modules.events.queries import events as queries
from turnout.modules.events.queries import news
from turnout.modules.events.rules import NOTIFIED_FIELDS, NOTIFIED_STATES
from turnout.modules.events.types import DueNotice, EventNews, SessionNote

WAITS: Final = {
    NewsKind.SESSION: (timedelta(minutes=2), timedelta(minutes=15)),
    NewsKind.EVENT: (timedelta(minutes=2), timedelta(minutes=15)),
    NewsKind.PUBLISHED: (timedelta(minutes=10), timedelta(minutes=60)),
}
"""How long nothing more has happened before people are told, and how long they wait at most."""


def before_of(row: EventRow) -> dict[str, Any]:
    """What `note_event` is given of an event before it changes."""
    return {name: getattr(row, name) for name in NOTIFIED_FIELDS}


def note_event(tx: Transaction, row: EventRow, before: Mapping[str, Any]) -> None:
    """Keep how an event was, where it was promised to anybody and is another now."""
    has_changed = any(before[name] != getattr(row, name) for name in NOTIFIED_FIELDS)
    if State(before["state"]) in NOTIFIED_STATES and has_changed:
        news.note_event(tx, row.id, NewsKind.EVENT, before=before)


def note_published(tx: Transaction, row: EventRow) -> None:
    """Keep that a public event is there for the first time, if it lies ahead."""
    lies_ahead = row.starts_at is not None and row.starts_at > tx.now
    if row.visibility == Visibility.PUBLIC and lies_ahead:
        news.note_event(tx, row.id, NewsKind.PUBLISHED, before={})


def list_due_notices(ctx: SystemContext, *, limit: int = 100) -> list[DueNotice]:
    """What waits no longer, of every organization, the oldest first."""
    with transaction(ctx) as tx:
        return news.list_due_notices(tx, WAITS, limit=limit)


def note_session_changes(tx: Transaction, event_id: UUID, notes: Sequence[news.Note]) -> None:
    """For the programme: keep how sessions were; what was noted first stays."""
    news.note_sessions(tx, event_id, notes)


def claim_session_notes(tx: Transaction, event_id: UUID) -> list[SessionNote]:
    """How an event's sessions were before they changed, which is then forgotten here.

    None of an event of which nobody was promised anything.
    """
    notes = news.claim_session_notes(tx, event_id)
    event = queries.find_event(tx, event_id)
    return notes if event is not None and event.state in NOTIFIED_STATES else []


def claim_event_change(tx: Transaction, event_id: UUID) -> EventNews | None:
    taken = news.claim_notes(tx, NewsKind.EVENT, event_id)
    event = queries.find_event(tx, event_id)
    if not taken or event is None or event.visibility == Visibility.PRIVATE:
        return None
    return rules.event_news(taken[0]["before"], event, now=tx.now)


def claim_published(tx: Transaction) -> list[UUID]:
    """Events that the organization published, in order of time; those that are still ahead."""
    taken = [note["event_id"] for note in news.claim_notes(tx, NewsKind.PUBLISHED, None)]
    rows = [
        row
        for row in queries.list_by_id(tx, taken)
        if row.state == State.PUBLISHED
        and row.visibility == Visibility.PUBLIC
        and row.starts_at is not None
        and row.starts_at > tx.now
    ]
    return [row.id for row in sorted(rows, key=lambda row: (row.starts_at, row.id))]
