"""Changing one occurrence, this and the following, or all of a series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.state_machine import TransitionNotAllowed
from turnout.kernel.time_zones import place
from turnout.modules.events import hooks, policies, rules
from turnout.modules.events.errors import EventArchived, NotReady, SeriesUnfinished, SoldPlaces
from turnout.modules.events.facts import EventChanged
from turnout.modules.events.models import EventRow, State
from turnout.modules.events.queries import series as queries
from turnout.modules.events.rules import Action
from turnout.modules.events.service import change_notices, event_reader, lifecycle, order_actions
from turnout.modules.events.service.copies import set_span
from turnout.modules.events.service.events import apply_changes, require_ready
from turnout.modules.events.service.series import series_of
from turnout.modules.events.types import (
    EventBrief,
    OccurrenceChange,
    Reason,
    Scope,
    SeriesChange,
    SkippedOccurrence,
)

TIMES = frozenset({"starts_at", "ends_at", "time_zone"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """By how much clocks show more, how long it then lasts on the clock, and in which zone."""

    by: timedelta
    length: timedelta
    zone: str


def change_occurrence(
    ctx: OrganizationContext,
    series_id: UUID,
    event_id: UUID,
    *,
    wanted: OccurrenceChange,
    version: int | None = None,
) -> SeriesChange:
    """Change one event of a series, or it and others with it.

    Others keep their distance to the named one: its new time moves them by as much. The past is
    left alone, and what was changed by itself. Moving an event with sold places asks for
    `confirm`, and its buyers are told.
    """
    policies.require_can_write(ctx, event_id)
    if wanted.scope is not Scope.ONE:
        policies.require_can_create(ctx)
    with transaction(ctx) as tx:
        series = queries.lock_series(tx, series_id)
        if series.due_at is not None and wanted.scope is not Scope.ONE:
            raise SeriesUnfinished
        named = queries.lock_member(tx, series_id, event_id)
        require_version(version, named.version)
        rows, left = _chosen(tx, named, wanted.scope)
        move = _move_of(named, wanted)
        sold = _require_confirmed(tx, rows, move, confirm=wanted.confirm)
        for row in rows:
            before = change_notices.before_of(row)
            _change(tx, row, wanted, move=move)
            change_notices.note_event(tx, row, before)
            if row.id in sold:
                order_actions.notify_rescheduled(tx, row.id)
            tx.publish(EventChanged(event_id=row.id))
        return SeriesChange(
            series=series_of(series),
            changed=tuple(row.id for row in rows),
            removed=(),
            left_alone=tuple(left),
        )


def publish_series(ctx: OrganizationContext, series_id: UUID) -> tuple[list[UUID], list[UUID]]:
    """Publish every draft of a series that is ready; those published, and those not ready."""
    policies.require_can_publish_all(ctx)
    with transaction(ctx) as tx:
        queries.get_series(tx, series_id)
        rows = queries.list_events(tx, series_id)
        drafts = [row.id for row in rows if row.state in (State.DRAFT, State.REVIEW)]
    done: list[UUID] = []
    unready: list[UUID] = []
    for event_id in drafts:
        try:
            lifecycle.act_on_event(ctx, event_id, Action.PUBLISH)
        except (NotReady, TransitionNotAllowed):
            unready.append(event_id)
        else:
            done.append(event_id)
    return done, unready


def _chosen(
    tx: Transaction, named: EventRow, scope: Scope
) -> tuple[list[EventRow], list[SkippedOccurrence]]:
    """The events that the change reaches, and those that it must leave alone."""
    if scope is Scope.ONE:
        if named.state == State.ARCHIVED:
            raise EventArchived
        return [named], []
    if named.series_id is None:
        return [], []
    starting = named.starts_at if scope is Scope.FOLLOWING else None
    rows, left = [], []
    for row in queries.lock_events(tx, named.series_id, starting=starting):
        if not rules.is_ahead(row, tx.now):
            left.append(SkippedOccurrence(event_id=row.id, reason=Reason.PAST))
        elif row.is_own and row.id != named.id:
            left.append(SkippedOccurrence(event_id=row.id, reason=Reason.CHANGED_BY_ITSELF))
        else:
            rows.append(row)
    return rows, left


def _move_of(named: EventRow, wanted: OccurrenceChange) -> Move | None:
    """What the change means for times, None without any; a start alone keeps the length."""
    changes = wanted.changes
    if "slug" in changes and wanted.scope is not Scope.ONE:
        raise Invalid(FieldError("/changes/slug", "An address name belongs to one event."))
    if not TIMES & changes.keys():
        return None
    if named.starts_local is None or named.ends_local is None:
        raise Invalid(FieldError("/changes/starts_at", "The event has no dates yet.", "missing"))
    zone = rules.require_zone(changes.get("time_zone", named.time_zone), "/changes/time_zone")
    starts = _local(changes.get("starts_at"), "starts_at", zone) or named.starts_local
    lasts = starts + (named.ends_local - named.starts_local)
    ends = _local(changes.get("ends_at"), "ends_at", zone) or lasts
    if ends <= starts:
        raise Invalid(FieldError("/changes/ends_at", "The end lies after the start."))
    return Move(by=starts - named.starts_local, length=ends - starts, zone=zone.key)


def _local(value: datetime | None, name: str, zone: ZoneInfo) -> datetime | None:
    return None if value is None else rules.local_time(value, zone, f"/changes/{name}")


def _require_confirmed(
    tx: Transaction, rows: Sequence[EventRow], move: Move | None, *, confirm: bool
) -> dict[UUID, int]:
    """Places sold of what would move; refused unless the organizer said yes to that."""
    if move is None or not rows:
        return {}
    sold = hooks.places_sold(tx, [row.id for row in rows])
    if sold and not confirm:
        listed = [{"event_id": str(key), "places": sold[key]} for key in sorted(sold)]
        raise SoldPlaces(events=listed)
    return sold


def _change(tx: Transaction, row: EventRow, wanted: OccurrenceChange, *, move: Move | None) -> None:
    apply_changes(tx, row, {k: v for k, v in wanted.changes.items() if k not in TIMES})
    if move is not None:
        _move(tx, row, move)
    if wanted.scope is Scope.ONE:
        row.is_own = True
    row.updated_at = tx.now
    row.version += 1
    if row.state in (State.PUBLISHED, State.LIVE):
        require_ready(tx, event_reader.to_event(tx, row))


def _move(tx: Transaction, row: EventRow, move: Move) -> None:
    if row.starts_local is None:
        return
    zone = ZoneInfo(row.time_zone)
    # Where a gap moved it forward, its time is still the one that its rule says.
    ruled = row.occurrence_local
    is_ruled = ruled is not None and place(ruled, zone) == row.starts_at
    starts = (ruled if is_ruled and ruled is not None else row.starts_local) + move.by
    moved = hooks.EventShift(event=EventBrief.of(row), by=move.by, time_zone=move.zone)
    hooks.event_shifted(tx, moved)
    row.time_zone = move.zone
    set_span(row, starts, starts + move.length)
