"""Events as members of a series: what `series`, above, lists, locks, makes, moves and lets go."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.db.tx import Transaction
from turnout.kernel.time_zones import place
from turnout.modules.events import hooks
from turnout.modules.events.errors import RecordsRemain
from turnout.modules.events.facts import EventChanged, EventPurged
from turnout.modules.events.models import EventRow, State
from turnout.modules.events.queries import events as queries
from turnout.modules.events.service import change_notices, copies, event_reader, order_actions
from turnout.modules.events.service.events import apply_changes, require_ready, take_slug
from turnout.modules.events.types import (
    Changes,
    CopiedPart,
    Event,
    EventBrief,
    EventMove,
    SeriesMember,
)

free_members = queries.free_members
list_occurrence_times = queries.list_occurrence_times


def events_of_series(tx: Transaction, series_id: UUID) -> list[Event]:
    """In order of time; two statements, however many events."""
    return event_reader.to_events(tx, queries.list_members(tx, series_id))


def lock_member(tx: Transaction, series_id: UUID, event_id: UUID) -> SeriesMember:
    """Lock an event of a series; EventNotFound where the series has no such event."""
    return SeriesMember.of(queries.lock_member(tx, series_id, event_id))


def lock_members(
    tx: Transaction, series_id: UUID, *, starting: datetime | None = None
) -> list[SeriesMember]:
    """Lock the events of a series, in order of time; from an instant on when it is given."""
    return [SeriesMember.of(row) for row in queries.lock_members(tx, series_id, starting=starting)]


def join_series(
    tx: Transaction, event_id: UUID, series_id: UUID, *, occurrence_local: datetime | None = None
) -> None:
    """Put an event into a series, as the occurrence of a local time when that is given."""
    row = queries.lock_open_event(tx, event_id)
    row.series_id = series_id
    row.occurrence_local = occurrence_local or row.occurrence_local
    row.version += 1
    tx.publish(EventChanged(event_id=event_id))


def leave_series(tx: Transaction, series_id: UUID, event_id: UUID) -> datetime | None:
    """Let an event go on by itself; the local time at which the series' rule had it, if it did."""
    row = queries.lock_member(tx, series_id, event_id)
    had = row.occurrence_local
    row.series_id, row.occurrence_local = None, None
    row.version += 1
    tx.publish(EventChanged(event_id=event_id))
    return had


def copy_occurrences(
    tx: Transaction, model_id: UUID, series_id: UUID, times: Sequence[datetime]
) -> int:
    """Make an occurrence for each of the local times; how many, none where the model is gone."""
    model = queries.find_even_deleted(tx, model_id)
    if model is None:
        return 0
    for local in times:
        row = copies.copy_row(tx, model, title=model.title, starts=local)
        row.series_id, row.occurrence_local = series_id, local
        row.slug = take_slug(tx, row.id, slug=None, title=f"{model.title} {local:%Y-%m-%d}")
        copies.copy_parts(tx, model, row, parts=frozenset(CopiedPart))
    return len(times)


def set_occurrence_times(tx: Transaction, times: Mapping[UUID, datetime | None]) -> None:
    """Write at which local time the rule has each event; None: it has it no longer."""
    queries.forget_occurrence_times(tx, times)
    for row in queries.list_by_id(tx, [key for key, local in times.items() if local]):
        row.occurrence_local = times[row.id]


def detach_members(tx: Transaction, event_ids: Collection[UUID]) -> None:
    """Mark events as changed by themselves: changes of their whole series leave them alone."""
    if event_ids:
        for row in queries.list_by_id(tx, event_ids):
            row.is_detached = True


def purge_member(tx: Transaction, event_id: UUID) -> bool:
    """Delete an occurrence for good; False, and it stays, while a purchase names it."""
    try:
        queries.purge(tx, event_id)
    except RecordsRemain:
        return False
    tx.publish(EventPurged(event_id=event_id))
    return True


def change_members(
    tx: Transaction,
    event_ids: Sequence[UUID],
    changes: Changes,
    *,
    move: EventMove | None,
    sold: Collection[UUID],
    detach: bool,
) -> None:
    """Change events of a series that the caller has locked, and move them with their programme.

    `sold` are those with sold places: their buyers hear of other times. A published event
    cannot lose what publishing asked for. `detach` marks them as changed by themselves.
    """
    rows = {row.id: row for row in queries.list_by_id(tx, event_ids)}
    for row in (rows[each] for each in event_ids):
        before = change_notices.before_of(row)
        apply_changes(tx, row, dict(changes))
        if move is not None:
            _move(tx, row, move)
        row.is_detached = row.is_detached or detach
        row.updated_at = tx.now
        row.version += 1
        if row.state in (State.PUBLISHED, State.LIVE):
            require_ready(tx, event_reader.to_event(tx, row))
        change_notices.note_event(tx, row, before)
        if row.id in sold:
            order_actions.notify_rescheduled(tx, row.id)
        tx.publish(EventChanged(event_id=row.id))


def _move(tx: Transaction, row: EventRow, move: EventMove) -> None:
    if row.starts_local is None:
        return
    # Where a gap moved it forward, its time is still the one that its rule says.
    ruled = row.occurrence_local
    is_ruled = ruled is not None and place(ruled, ZoneInfo(row.time_zone)) == row.starts_at
    starts = (ruled if is_ruled and ruled is not None else row.starts_local) + move.by
    shift = hooks.EventShift(event=EventBrief.of(row), by=move.by, time_zone=move.time_zone)
    for shift_theirs in hooks.EVENT_SHIFTED:
        shift_theirs(tx, shift)
    row.time_zone = move.time_zone
    copies.set_span(row, starts, starts + move.length)
