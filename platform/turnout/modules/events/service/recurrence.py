"""Events that repeat by a rule: the rule makes occurrences, each an event with its own stock."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import tasks
from turnout.kernel.time_zones import clocks, place
from turnout.modules.events import hooks, metrics, policies, rules
from turnout.modules.events.errors import (
    InSeriesAlready,
    NotRepeated,
    RecordsRemain,
    TemplateStays,
)
from turnout.modules.events.facts import EventChanged, EventPurged, SeriesChanged
from turnout.modules.events.models import EventRow, SeriesRow
from turnout.modules.events.queries import events as event_queries
from turnout.modules.events.queries import series as queries
from turnout.modules.events.service import copies
from turnout.modules.events.service.events import take_slug
from turnout.modules.events.service.series import free_slug, series_of
from turnout.modules.events.types import (
    CopiedPart,
    Reason,
    RecurrenceInput,
    Series,
    SeriesChange,
    SkippedOccurrence,
)
from turnout.programme_formats.recurrence import occurrences, read_rule

AT_ONCE = 20
"""Occurrences made in one transaction; each may have a programme of hundreds of sessions."""


def repeat_event(ctx: OrganizationContext, event_id: UUID, wanted: RecurrenceInput) -> Series:
    """Make an event the first of a series; its copies follow in the background, as drafts."""
    policies.require_can_write(ctx, event_id)
    policies.require_can_create(ctx)
    with transaction(ctx) as tx:
        row = event_queries.lock_open_event(tx, event_id)
        if row.series_id is not None:
            raise InSeriesAlready
        if row.is_template:
            raise TemplateStays
        series = SeriesRow(
            id=new_id(),
            slug=free_slug(tx, None, title=row.title),
            title=row.title,
            summary=row.summary,
            description=row.description,
            cover_file_id=row.cover_file_id,
            is_public=False,
            time_zone=row.time_zone,
            created_at=tx.now,
            updated_at=tx.now,
            version=1,
        )
        _set_rule(tx, series, row, wanted=wanted)
        tx.add(series)
        queries.write(tx)
        row.series_id, row.occurrence_local = series.id, row.starts_local
        row.version += 1
        tx.publish(SeriesChanged(series_id=series.id))
        tx.publish(EventChanged(event_id=event_id))
        return series_of(series)


def change_rule(
    ctx: OrganizationContext,
    series_id: UUID,
    wanted: RecurrenceInput,
    *,
    from_event_id: UUID,
    confirm: bool = False,
    version: int | None = None,
) -> SeriesChange:
    """Repeat otherwise from one occurrence on.

    What the new rule does not have goes, except what is past, has sold places, or was changed
    by itself (`confirm` lets that go too); what it has more is made in the background.
    """
    policies.require_can_write(ctx, from_event_id)
    policies.require_can_create(ctx)
    with transaction(ctx) as tx:
        series = queries.lock_series(tx, series_id)
        require_version(version, series.version)
        if series.rule is None:
            raise NotRepeated
        first = queries.lock_member(tx, series_id, from_event_id)
        if not rules.is_ahead(first, tx.now):
            says = "This one is past or was called off; choose one that is to come."
            raise Invalid(FieldError("/from_event_id", says))
        plan = _set_rule(tx, series, first, wanted=wanted)
        found = queries.lock_events(tx, series_id, starting=first.starts_at)
        ahead = [row for row in found if rules.is_ahead(row, tx.now)]
        left = [_skipped(row, Reason.PAST) for row in found if not rules.is_ahead(row, tx.now)]
        kept, surplus = _divided(tx, ahead, plan)
        removed, stay = _remove(tx, surplus, confirm=confirm)
        series.updated_at = tx.now
        series.version += 1
        tx.publish(SeriesChanged(series_id=series_id))
        return SeriesChange(
            series=series_of(series),
            changed=tuple(row.id for row in kept),
            removed=tuple(removed),
            left_alone=(*left, *stay),
        )


def list_due_series(ctx: SystemContext, *, limit: int = 20) -> list[tuple[UUID, UUID]]:
    """(organization, series) whose occurrences are still to be made."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, limit)


def generate_occurrences(ctx: OrganizationContext, series_id: UUID) -> bool:
    """Make the next occurrences of a rule; whether there are more to make. Safe to repeat."""
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        series = queries.claim_due(tx, series_id)
        if series is None:
            return False
        model = queries.find_event(tx, series.model_event_id) if series.model_event_id else None
        missing = [] if model is None else _missing(tx, series)
        for local in missing[:AT_ONCE]:
            _make(tx, series, model, local=local)
        made = len(missing[:AT_ONCE])
        tx.after_commit.append(lambda: metrics.OCCURRENCES.add(made))
        if len(missing) <= AT_ONCE:
            series.due_at = None
            tx.publish(SeriesChanged(series_id=series_id))
            return False
        return True


def _set_rule(
    tx: Transaction, series: SeriesRow, first: EventRow, *, wanted: RecurrenceInput
) -> list[datetime]:
    """State how the series repeats from `first` on; the local times that follow."""
    if first.starts_local is None:
        raise Invalid(FieldError("/starts_at", "Say when the event starts.", "missing"))
    zone = ZoneInfo(first.time_zone)
    text = wanted.rule.strip().upper().removeprefix("RRULE:")
    plan = occurrences(
        read_rule(text, zone),
        first.starts_local,
        zone,
        added=wanted.added_times,
        left_out=wanted.left_out_times,
    )
    series.rule = text
    series.starts_local = first.starts_local
    series.time_zone = first.time_zone
    series.added_times = [each.isoformat() for each in wanted.added_times]
    series.left_out_times = [each.isoformat() for each in wanted.left_out_times]
    series.model_event_id = first.id
    series.due_at = tx.now
    organization_id, series_id = str(tx.organization_id), str(series.id)
    tx.after_commit.append(
        lambda: tasks.enqueue("events.generate_occurrences", organization_id, series_id)
    )
    return plan


def _missing(tx: Transaction, series: SeriesRow) -> list[datetime]:
    """Local times of the rule that are to come and have no event."""
    known = series_of(series)
    if known.rule is None or known.starts_local is None:
        return []
    zone = ZoneInfo(known.time_zone)
    plan = occurrences(
        read_rule(known.rule, zone),
        known.starts_local,
        zone,
        added=known.added_times,
        left_out=known.left_out_times,
    )
    there = queries.list_occurrence_times(tx, series.id)
    return [local for local in plan if local not in there and place(local, zone) > tx.now]


def _make(tx: Transaction, series: SeriesRow, model: EventRow | None, *, local: datetime) -> None:
    if model is None:
        return
    row = copies.copy_row(tx, model, title=model.title, starts=local)
    row.series_id, row.occurrence_local = series.id, local
    row.slug = take_slug(tx, row.id, slug=None, title=f"{model.title} {local:%Y-%m-%d}")
    copies.copy_parts(tx, model, row, parts=frozenset(CopiedPart))


def _divided(
    tx: Transaction, rows: Sequence[EventRow], plan: Collection[datetime]
) -> tuple[list[EventRow], list[EventRow]]:
    """Which events the new rule has as well, each with its time in it; and the others."""
    # Where clocks skip a planned time the event stands after the gap.
    stands = {
        clocks(place(local, zone), zone): local
        for zone in {ZoneInfo(row.time_zone) for row in rows}
        for local in plan
    }
    found: dict[UUID, datetime] = {}
    for row in rows:
        at = row.occurrence_local if row.is_own else row.starts_local
        local = stands.get(at) if at is not None else None
        if local is not None and local not in found.values():
            found[row.id] = local
    queries.forget_occurrence_times(tx, [row.id for row in rows])
    for row in rows:
        row.occurrence_local = found.get(row.id)
    kept = [row for row in rows if row.id in found]
    return kept, [row for row in rows if row.id not in found]


def _remove(
    tx: Transaction, rows: Sequence[EventRow], *, confirm: bool
) -> tuple[list[UUID], list[SkippedOccurrence]]:
    """Delete what the rule no longer has; nothing that people bought, ever."""
    sold = hooks.places_sold(tx, [row.id for row in rows]) if rows else {}
    removed: list[UUID] = []
    left: list[SkippedOccurrence] = []
    for row in rows:
        if row.id in sold:
            left.append(_skipped(row, Reason.SOLD))
        elif row.is_own and not confirm:
            left.append(_skipped(row, Reason.CHANGED_BY_ITSELF))
        else:
            try:
                event_queries.purge(tx, row)
            except RecordsRemain:
                left.append(_skipped(row, Reason.SOLD))
            else:
                removed.append(row.id)
                tx.publish(EventPurged(event_id=row.id))
    return removed, left


def _skipped(row: EventRow, reason: Reason) -> SkippedOccurrence:
    if reason is not Reason.PAST:
        row.is_own = True
    return SkippedOccurrence(event_id=row.id, reason=reason)
