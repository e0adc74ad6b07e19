"""Series: the page that events share, which events belong to it, and occurrences by a rule."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import tasks
from turnout.kernel.security import permissions
from turnout.kernel.security.sanitize import sanitize
from turnout.kernel.state_machine import TransitionNotAllowed
from turnout.kernel.time_zones import place
from turnout.kernel.values import attributes_of, from_attributes
from turnout.modules.events import api as events
from turnout.modules.events.api import (
    Action,
    Changes,
    Event,
    EventArchived,
    EventMove,
    NotReady,
    SeriesMember,
    State,
    TemplateStays,
    Visibility,
)
from turnout.modules.files import api as files
from turnout.modules.series import metrics, queries, rules
from turnout.modules.series.errors import (
    InSeriesAlready,
    NotRepeated,
    SeriesNotFound,
    SeriesUnfinished,
    SoldPlaces,
)
from turnout.modules.series.facts import SeriesChanged
from turnout.modules.series.models import SeriesRow
from turnout.modules.series.types import (
    NewSeries,
    OccurrenceChange,
    PlannedTimes,
    Reason,
    RecurrenceInput,
    Scope,
    Series,
    SeriesChange,
    SeriesPublished,
    SkippedOccurrence,
)

TIMES = frozenset({"starts_at", "ends_at", "time_zone"})
SHOWN_OF_EVENT = (
    "title", "summary", "description", "cover_file_id", "cover_focus_x", "cover_focus_y",
)  # fmt: skip
_NO_START = FieldError("/starts_at", "Say when the event starts.", "missing")
AT_ONCE = 20
"""Occurrences made in one transaction; each may have a programme of hundreds of sessions."""


def create_series(ctx: OrganizationContext, new: NewSeries) -> Series:
    """Begin a series without events; they are added one by one."""
    events.require_can_create(ctx)
    with transaction(ctx) as tx:
        _require_cover(tx, new.cover_file_id)
        row = SeriesRow(
            id=new_id(),
            slug=free_slug(tx, new.slug, title=new.title),
            title=new.title.strip(),
            summary=new.summary.strip(),
            description=sanitize(new.description),
            cover_file_id=new.cover_file_id,
            cover_focus_x=new.cover_focus_x,
            cover_focus_y=new.cover_focus_y,
            is_public=new.is_public,
            time_zone=queries.organization_zone(tx),
            added_times=[],
            left_out_times=[],
            created_at=tx.now,
            updated_at=tx.now,
            version=1,
        )
        tx.add(row)
        queries.write(tx)
        tx.publish(SeriesChanged(series_id=row.id))
        return Series.of(row)


def read_series(ctx: OrganizationContext, series_id: UUID) -> Series:
    events.require_can_read(ctx)
    with transaction(ctx) as tx:
        return Series.of(queries.get_series(tx, series_id, only=ctx.event_ids))


def list_series(ctx: OrganizationContext, request: PageRequest) -> Page[Series]:
    """Newest first; a grant limited to single events sees the series of those alone."""
    events.require_can_read(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_series(tx, request, only=ctx.event_ids)
    return page(rows, request, key=lambda row: ("", row.id)).map(Series.of)


def change_series(
    ctx: OrganizationContext, series_id: UUID, changes: Changes, *, version: int | None
) -> Series:
    """Change what the series' page shows; its events are changed as occurrences."""
    events.require_can_create(ctx)
    with transaction(ctx) as tx:
        row = queries.lock_series(tx, series_id)
        require_version(version, row.version)
        _require_cover(tx, changes.get("cover_file_id"))
        events.center_new_cover(row.cover_file_id, changes)
        for name, value in changes.items():
            setattr(row, name, _clean(name, value))
        row.updated_at = tx.now
        row.version += 1
        queries.write(tx)
        tx.publish(SeriesChanged(series_id=series_id))
        return Series.of(row)


def delete_series(ctx: OrganizationContext, series_id: UUID) -> None:
    """Take the series away; its events stay, each by itself."""
    events.require_can_create(ctx)
    with transaction(ctx) as tx:
        row = queries.lock_series(tx, series_id)
        events.free_members(tx, series_id)
        queries.delete_series(tx, row)
        tx.publish(SeriesChanged(series_id=series_id))


def list_series_events(ctx: OrganizationContext, series_id: UUID) -> list[Event]:
    """In order of time."""
    events.require_can_read(ctx)
    with transaction(ctx) as tx:
        queries.get_series(tx, series_id, only=ctx.event_ids)
        found = events.events_of_series(tx, series_id)
    return [each for each in found if ctx.event_ids is None or each.id in ctx.event_ids]


def add_event(ctx: OrganizationContext, series_id: UUID, event_id: UUID) -> None:
    """Put an event into a series; it may belong to one only."""
    events.require_can_write(ctx, event_id)
    events.require_can_create(ctx)
    with transaction(ctx) as tx:
        queries.lock_series(tx, series_id)
        event = events.lock_open_event(tx, event_id)
        if event.series_id not in (None, series_id):
            raise InSeriesAlready
        if event.is_template:
            raise TemplateStays
        tx.publish(SeriesChanged(series_id=series_id))
        events.join_series(tx, event_id, series_id)


def remove_event(ctx: OrganizationContext, series_id: UUID, event_id: UUID) -> None:
    """Let an event go on by itself; its rule does not make it again."""
    events.require_can_write(ctx, event_id)
    events.require_can_create(ctx)
    with transaction(ctx) as tx:
        queries.lock_series(tx, series_id)
        tx.publish(SeriesChanged(series_id=series_id))
        had = events.leave_series(tx, series_id, event_id)
        if had is not None:
            queries.leave_out(tx, series_id, had)


def show_series(ctx: PublicContext, slug: str) -> tuple[Series, list[Event]]:
    """A public series with those of its events that are public, for anybody."""
    with transaction(ctx) as tx:
        row = queries.find_by_slug(tx, slug)
        if row is None or not row.is_public:
            raise SeriesNotFound
        found = events.events_of_series(tx, row.id)
        shown = [e for e in found if e.is_shown and e.visibility is Visibility.PUBLIC]
        return Series.of(row), shown


def free_slug(tx: Transaction, wanted: str | None, *, title: str) -> str:
    """The name that was asked for, else one made of the title."""
    if wanted is not None:
        return events.require_slug(wanted)
    stem = events.slugify(title)
    taken = queries.list_slugs_like(tx, stem)
    return next(slug for n in count(1) if (slug := events.numbered(stem, n)) not in taken)


def _clean(name: str, value: object) -> object:
    if name == "slug":
        return events.require_slug(str(value))
    if name == "description":
        return sanitize(str(value))
    return value.strip() if isinstance(value, str) else value


def _require_cover(tx: Transaction, cover: UUID | None) -> None:
    if cover is not None and files.find_public_image(tx, cover) is None:
        raise Invalid(FieldError("/cover_file_id", "Choose a public image of the organization."))


def find_series(tx: Transaction, series_id: UUID) -> Series | None:
    """The series, public or not; None when it was taken away."""
    try:
        return Series.of(queries.get_series(tx, series_id))
    except SeriesNotFound:
        return None


def find_series_by_slug(tx: Transaction, slug: str) -> Series | None:
    """The series of this name in the address, public or not; None when there is none."""
    row = queries.find_by_slug(tx, slug)
    return None if row is None else Series.of(row)


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
    events.require_can_write(ctx, event_id)
    if wanted.scope is not Scope.ONE:
        events.require_can_create(ctx)
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
            series=Series.of(series),
            changed=tuple(row.id for row in rows),
            removed=(),
            left_alone=tuple(left),
        )


def publish_series(ctx: OrganizationContext, series_id: UUID) -> SeriesPublished:
    """Publish every draft of a series that is ready, each in a transaction of its own."""
    events.require_can_publish_all(ctx)
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
    return SeriesPublished(published=tuple(done), not_ready=tuple(unready))


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


def repeat_event(ctx: OrganizationContext, event_id: UUID, wanted: RecurrenceInput) -> Series:
    """Make an event the first of a series; its copies follow in the background, as drafts."""
    events.require_can_write(ctx, event_id)
    events.require_can_create(ctx)
    with transaction(ctx) as tx:
        event = events.lock_open_event(tx, event_id)
        if event.series_id is not None:
            raise InSeriesAlready
        if event.is_template:
            raise TemplateStays
        series = SeriesRow(
            id=new_id(),
            slug=free_slug(tx, None, title=event.title),
            **attributes_of(event, SHOWN_OF_EVENT),
            is_public=False,
            created_at=tx.now,
            updated_at=tx.now,
            version=1,
        )
        _set_rule(tx, series, event, wanted=wanted)
        tx.add(series)
        queries.write(tx)
        tx.publish(SeriesChanged(series_id=series.id))
        events.join_series(tx, event_id, series.id, occurrence_local=event.starts_local)
        return Series.of(series)


def preview_rule(ctx: OrganizationContext, event_id: UUID, wanted: RecurrenceInput) -> PlannedTimes:
    """The times that a rule would give an event, its own among them; nothing is kept."""
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.get_event(tx, event_id)
    if event.starts_local is None:
        raise Invalid(_NO_START)
    zone = ZoneInfo(event.time_zone)
    return PlannedTimes.of(rules.planned_times(wanted, event.starts_local, zone), zone)


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
    events.require_can_write(ctx, from_event_id)
    events.require_can_create(ctx)
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
            series=Series.of(series),
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
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        series = queries.claim_due(tx, series_id)
        if series is None:
            return False
        there = events.list_occurrence_times(tx, series_id)
        zone = ZoneInfo(series.time_zone)
        missing = [
            local for local in _plan(series) if local not in there and place(local, zone) > tx.now
        ]
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
        raise Invalid(_NO_START)
    series.rule = wanted.rule.strip().upper().removeprefix("RRULE:")
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
    return _plan(series)


def _plan(series: SeriesRow) -> list[datetime]:
    """Local times of the rule, with those that are past; none where there is no rule."""
    known = Series.of(series)
    if known.rule is None or known.starts_local is None:
        return []
    wanted = from_attributes(RecurrenceInput, known)
    return rules.planned_times(wanted, known.starts_local, ZoneInfo(known.time_zone))


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
