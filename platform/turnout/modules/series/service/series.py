"""Series: the page that events share, and which events belong to it."""

from datetime import datetime
from itertools import count
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.ids import new_id
from turnout.kernel.security.sanitize import sanitize
from turnout.modules.events import api as events
from turnout.modules.events.api import Changes, Event, TemplateStays, Visibility
from turnout.modules.files import api as files
from turnout.modules.series import policies, queries
from turnout.modules.series.errors import InSeriesAlready, SeriesNotFound
from turnout.modules.series.facts import SeriesChanged
from turnout.modules.series.models import SeriesRow
from turnout.modules.series.types import NewSeries, Series


def create_series(ctx: OrganizationContext, new: NewSeries) -> Series:
    """Begin a series without events; they are added one by one."""
    policies.require_can_create(ctx)
    with transaction(ctx) as tx:
        _require_cover(tx, new.cover_file_id)
        row = SeriesRow(
            id=new_id(),
            slug=free_slug(tx, new.slug, title=new.title),
            title=new.title.strip(),
            summary=new.summary.strip(),
            description=sanitize(new.description),
            cover_file_id=new.cover_file_id,
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
        return series_of(row)


def read_series(ctx: OrganizationContext, series_id: UUID) -> Series:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return series_of(queries.get_series(tx, series_id, only=ctx.event_ids))


def list_series(ctx: OrganizationContext, request: PageRequest) -> Page[Series]:
    """Newest first; a grant limited to single events sees the series of those alone."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_series(tx, request, only=ctx.event_ids)
    return page(rows, request, key=lambda row: ("", row.id)).map(series_of)


def change_series(
    ctx: OrganizationContext, series_id: UUID, changes: Changes, *, version: int | None
) -> Series:
    """Change what the series' page shows; its events are changed as occurrences."""
    policies.require_can_create(ctx)
    with transaction(ctx) as tx:
        row = queries.lock_series(tx, series_id)
        require_version(version, row.version)
        _require_cover(tx, changes.get("cover_file_id"))
        for name, value in changes.items():
            setattr(row, name, _clean(name, value))
        row.updated_at = tx.now
        row.version += 1
        queries.write(tx)
        tx.publish(SeriesChanged(series_id=series_id))
        return series_of(row)


def delete_series(ctx: OrganizationContext, series_id: UUID) -> None:
    """Take the series away; its events stay, each by itself."""
    policies.require_can_create(ctx)
    with transaction(ctx) as tx:
        row = queries.lock_series(tx, series_id)
        events.free_members(tx, series_id)
        queries.delete_series(tx, row)
        tx.publish(SeriesChanged(series_id=series_id))


def list_series_events(ctx: OrganizationContext, series_id: UUID) -> list[Event]:
    """In order of time."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        queries.get_series(tx, series_id, only=ctx.event_ids)
        found = events.events_of_series(tx, series_id)
    return [each for each in found if ctx.event_ids is None or each.id in ctx.event_ids]


def add_event(ctx: OrganizationContext, series_id: UUID, event_id: UUID) -> None:
    """Put an event into a series; it may belong to one only."""
    policies.require_can_write(ctx, event_id)
    policies.require_can_create(ctx)
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
    policies.require_can_write(ctx, event_id)
    policies.require_can_create(ctx)
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
        return series_of(row), shown


def free_slug(tx: Transaction, wanted: str | None, *, title: str) -> str:
    """The name that was asked for, else one made of the title."""
    if wanted is not None:
        return events.require_slug(wanted)
    stem = events.slugify(title)
    taken = queries.list_slugs_like(tx, stem)
    return next(slug for n in count(1) if (slug := events.numbered(stem, n)) not in taken)


def series_of(row: SeriesRow) -> Series:
    return Series(
        id=row.id,
        slug=row.slug,
        title=row.title,
        summary=row.summary,
        description=row.description,
        cover_file_id=row.cover_file_id,
        is_public=row.is_public,
        rule=row.rule,
        starts_local=row.starts_local,
        time_zone=row.time_zone,
        added_times=_times(row.added_times),
        left_out_times=_times(row.left_out_times),
        is_complete=row.due_at is None,
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
    )


def _times(stored: list[str]) -> tuple[datetime, ...]:
    return tuple(datetime.fromisoformat(each) for each in stored)


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
        return series_of(queries.get_series(tx, series_id))
    except SeriesNotFound:
        return None


def find_series_by_slug(tx: Transaction, slug: str) -> Series | None:
    """The series of this name in the address, public or not; None when there is none."""
    row = queries.find_by_slug(tx, slug)
    return None if row is None else series_of(row)
