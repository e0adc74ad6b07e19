"""Changing one occurrence, this and the following, or all of a series."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.state_machine import TransitionNotAllowed
from turnout.modules.events import api as events
from turnout.modules.events.api import (
    Action,
    EventArchived,
    EventMove,
    NotReady,
    SeriesMember,
    State,
)
from turnout.modules.series import policies, queries, rules
from turnout.modules.series.errors import SeriesUnfinished, SoldPlaces
from turnout.modules.series.service.series import series_of
from turnout.modules.series.types import (
    OccurrenceChange,
    Reason,
    Scope,
    SeriesChange,
    SkippedOccurrence,
)

TIMES = frozenset({"starts_at", "ends_at", "time_zone"})


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
        named = events.lock_member(tx, series_id, event_id)
        require_version(version, named.version)
        rows, left = _chosen(tx, series_id, named, wanted.scope)
        move = _move_of(named, wanted)
        sold = _require_confirmed(tx, rows, move, confirm=wanted.confirm)
        others = {k: v for k, v in wanted.changes.items() if k not in TIMES}
        events.change_members(
            tx,
            [row.id for row in rows],
            others,
            move=move,
            sold=sold,
            detach=wanted.scope is Scope.ONE,
        )
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
        rows = events.events_of_series(tx, series_id)
        drafts = [row.id for row in rows if row.state in (State.DRAFT, State.REVIEW)]
    done: list[UUID] = []
    unready: list[UUID] = []
    for event_id in drafts:
        try:
            events.act_on_event(ctx, event_id, Action.PUBLISH)
        except (NotReady, TransitionNotAllowed):
            unready.append(event_id)
        else:
            done.append(event_id)
    return done, unready


def _chosen(
    tx: Transaction, series_id: UUID, named: SeriesMember, scope: Scope
) -> tuple[list[SeriesMember], list[SkippedOccurrence]]:
    """The events that the change reaches, and those that it must leave alone."""
    if scope is Scope.ONE:
        if named.state == State.ARCHIVED:
            raise EventArchived
        return [named], []
    starting = named.starts_at if scope is Scope.FOLLOWING else None
    rows, left = [], []
    for row in events.lock_members(tx, series_id, starting=starting):
        if not rules.is_ahead(row, tx.now):
            left.append(SkippedOccurrence(event_id=row.id, reason=Reason.PAST))
        elif row.is_detached and row.id != named.id:
            left.append(SkippedOccurrence(event_id=row.id, reason=Reason.CHANGED_BY_ITSELF))
        else:
            rows.append(row)
    return rows, left


def _move_of(named: SeriesMember, wanted: OccurrenceChange) -> EventMove | None:
    """What the change means for times, None without any; a start alone keeps the length."""
    changes = wanted.changes
    if "slug" in changes and wanted.scope is not Scope.ONE:
        raise Invalid(FieldError("/changes/slug", "An address name belongs to one event."))
    if not TIMES & changes.keys():
        return None
    if named.starts_local is None or named.ends_local is None:
        raise Invalid(FieldError("/changes/starts_at", "The event has no dates yet.", "missing"))
    zone = events.require_zone(changes.get("time_zone", named.time_zone), "/changes/time_zone")
    starts = _local(changes.get("starts_at"), "starts_at", zone) or named.starts_local
    lasts = starts + (named.ends_local - named.starts_local)
    ends = _local(changes.get("ends_at"), "ends_at", zone) or lasts
    if ends <= starts:
        raise Invalid(FieldError("/changes/ends_at", "The end lies after the start."))
    return EventMove(by=starts - named.starts_local, length=ends - starts, time_zone=zone.key)


def _local(value: datetime | None, name: str, zone: ZoneInfo) -> datetime | None:
    return None if value is None else events.local_time(value, zone, f"/changes/{name}")


def _require_confirmed(
    tx: Transaction, rows: Sequence[SeriesMember], move: EventMove | None, *, confirm: bool
) -> dict[UUID, int]:
    """Places sold of what would move; refused unless the organizer said yes to that."""
    if move is None or not rows:
        return {}
    sold = events.places_sold(tx, [row.id for row in rows])
    if sold and not confirm:
        listed = [{"event_id": str(key), "places": sold[key]} for key in sorted(sold)]
        raise SoldPlaces(events=listed)
    return sold
