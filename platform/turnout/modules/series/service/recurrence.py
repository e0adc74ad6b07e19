"""Events that repeat by a rule: the rule makes occurrences, each an event with its own stock."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import tasks
from turnout.kernel.time_zones import place
from turnout.modules.events import api as events
from turnout.modules.events.api import Event, SeriesMember, TemplateStays
from turnout.modules.series import metrics, policies, queries, rules
from turnout.modules.series.errors import InSeriesAlready, NotRepeated
from turnout.modules.series.facts import SeriesChanged
from turnout.modules.series.models import SeriesRow
from turnout.modules.series.service.series import free_slug, series_of
from turnout.modules.series.types import (
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
        event = events.lock_open_event(tx, event_id)
        if event.series_id is not None:
            raise InSeriesAlready
        if event.is_template:
            raise TemplateStays
        series = SeriesRow(
            id=new_id(),
            slug=free_slug(tx, None, title=event.title),
            title=event.title,
            summary=event.summary,
            description=event.description,
            cover_file_id=event.cover_file_id,
            is_public=False,
            time_zone=event.time_zone,
            created_at=tx.now,
            updated_at=tx.now,
            version=1,
        )
        _set_rule(tx, series, event, wanted=wanted)
        tx.add(series)
        queries.write(tx)
        tx.publish(SeriesChanged(series_id=series.id))
        events.join_series(tx, event_id, series.id, occurrence_local=event.starts_local)
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
        first = events.lock_member(tx, series_id, from_event_id)
        if not rules.is_ahead(first, tx.now):
            says = "This one is past or was called off; choose one that is to come."
            raise Invalid(FieldError("/from_event_id", says))
        plan = _set_rule(tx, series, first, wanted=wanted)
        found = events.lock_members(tx, series_id, starting=first.starts_at)
        ahead = [row for row in found if rules.is_ahead(row, tx.now)]
        past = [row.id for row in found if not rules.is_ahead(row, tx.now)]
        times = rules.occurrences_kept(ahead, plan)
        events.set_occurrence_times(tx, {row.id: times.get(row.id) for row in ahead})
        removed, stay = _remove(tx, [row for row in ahead if row.id not in times], confirm=confirm)
        series.updated_at = tx.now
        series.version += 1
        tx.publish(SeriesChanged(series_id=series_id))
        return SeriesChange(
            series=series_of(series),
            changed=tuple(row.id for row in ahead if row.id in times),
            removed=tuple(removed),
            left_alone=tuple(
                SkippedOccurrence(event_id=event_id, reason=reason)
                for event_id, reason in ({**dict.fromkeys(past, Reason.PAST), **stay}).items()
            ),
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
        missing = _missing(tx, series)
        made = 0
        if missing and series.model_event_id is not None:
            portion = missing[:AT_ONCE]
            made = events.copy_occurrences(tx, series.model_event_id, series_id, portion)
        tx.after_commit.append(lambda: metrics.OCCURRENCES.add(made))
        if not made or len(missing) <= AT_ONCE:
            series.due_at = None
            tx.publish(SeriesChanged(series_id=series_id))
            return False
        return True


def _set_rule(
    tx: Transaction, series: SeriesRow, first: Event | SeriesMember, *, wanted: RecurrenceInput
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
        lambda: tasks.enqueue("series.generate_occurrences", organization_id, series_id)
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
    there = events.list_occurrence_times(tx, series.id)
    return [local for local in plan if local not in there and place(local, zone) > tx.now]


def _remove(
    tx: Transaction, rows: Sequence[SeriesMember], *, confirm: bool
) -> tuple[list[UUID], dict[UUID, Reason]]:
    """Delete what the rule no longer has; nothing that people bought, ever."""
    sold = events.places_sold(tx, [row.id for row in rows]) if rows else {}
    removed: list[UUID] = []
    left: dict[UUID, Reason] = {}
    for row in rows:
        if row.id in sold:
            left[row.id] = Reason.SOLD
        elif row.is_detached and not confirm:
            left[row.id] = Reason.CHANGED_BY_ITSELF
        elif events.purge_member(tx, row.id):
            removed.append(row.id)
        else:
            left[row.id] = Reason.SOLD
    events.detach_members(tx, left)
    return removed, left
