"""Indexing of what is public, by facts or all again; invalidates the version of an event's page."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from turnout.kernel import cache, runtime
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.pagination import MOST, page_request
from turnout.kernel.db.tx import Transaction, as_json, transaction
from turnout.modules.discovery import projection, sources
from turnout.modules.discovery.queries import indexing
from turnout.modules.discovery.service.lookup import dates_name, version_name
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.organizations import api as organizations
from turnout.modules.series.api import find_series


def index_event(ctx: OrganizationContext, event_id: UUID) -> None:
    """Index an event with its offers and programme as they are now; hide it if it is not public."""
    with transaction(ctx) as tx:
        _index_event(tx, event_id)


def index_organization(ctx: OrganizationContext) -> None:
    """Index the organization; its events are found through it, so they need no indexing."""
    with transaction(ctx) as tx:
        _index_organization(tx)


def index_upcoming(ctx: OrganizationContext) -> None:
    """Index the organization's events that are not over, all at once."""
    with transaction(ctx) as tx:
        _index_events(tx, _event_ids(tx, after=tx.now))


def index_image(ctx: OrganizationContext, file_id: UUID) -> None:
    """Index the events whose pages show this image, and the organization if it is its logo."""
    with transaction(ctx) as tx:
        if organizations.get_organization(tx).logo_file_id == file_id:
            _index_organization(tx)
        _index_events(tx, indexing.list_showing(tx, file_id))


def index_series(ctx: OrganizationContext, series_id: UUID) -> None:
    """Index the events that are, or were, in a series, and keep its address name for good."""
    with transaction(ctx) as tx:
        series = find_series(tx, series_id)
        if series is not None:
            indexing.put_series_name(tx, series_id, series.slug)
        known = indexing.list_in_series(tx, series_id)
        present = [each.id for each in events.events_of_series(tx, series_id)]
        _index_events(tx, [*known, *present])


def rebuild(ctx: OrganizationContext) -> int:
    """Index one organization again, each event in its own transaction; how many events."""
    with transaction(ctx) as tx:
        _index_organization(tx)
        event_ids = _event_ids(tx)
    for event_id in event_ids:
        with transaction(ctx) as tx:
            _index_event(tx, event_id)
    return len(event_ids)


def rebuild_everything(ctx: SystemContext) -> int:
    """Index every organization again (`turnout discovery rebuild`); how many events."""
    return sum(
        rebuild(system_in(organization_id, ctx.job, request_id=ctx.request_id))
        for organization_id in organizations.list_organization_ids(ctx)
    )


def _index_events(tx: Transaction, event_ids: Iterable[UUID]) -> None:
    """In the order of their ids, so that two of these never wait for each other."""
    for event_id in sorted(set(event_ids)):
        _index_event(tx, event_id)


def _index_event(tx: Transaction, event_id: UUID) -> None:
    indexing.lock(tx, event_id)
    event = events.find_event(tx, event_id)
    if event is None or not event.is_shown or event.starts_at is None or event.ends_at is None:
        indexing.hide_event(tx, event_id)
    else:
        found = sources.get_sources(tx, event)
        name = organizations.branding_of(tx).name
        row = projection.row_of(found, organization_name=name)
        indexing.insert_former_names(tx, event_id, row["programme"])
        indexing.put_event(tx, row)
        indexing.put_images(tx, event_id, list(found.images))
        indexing.put_name(tx, event_id, event.slug)
    names = [version_name(tx.organization_id, event_id)]
    if event is not None and event.series_id is not None:
        names.append(dates_name(tx.organization_id, event.series_id))
    tx.after_commit.append(lambda: invalidate(*names))


def _event_ids(tx: Transaction, *, after: datetime | None = None) -> list[UUID]:
    """All of the organization, or those that end after an instant or have no date yet."""
    found: list[UUID] = []
    request = page_request(None, MOST)
    while True:
        page = events.list_events(tx, request)
        found += [
            event.id
            for event in page.items
            if after is None or event.ends_at is None or event.ends_at > after
        ]
        if page.next_cursor is None:
            return found
        request = page_request(page.next_cursor, MOST)


def _index_organization(tx: Transaction) -> None:
    indexing.lock(tx, tx.organization_id)
    found = organizations.get_organization(tx)
    indexing.put_organization(
        tx,
        {
            "slug": found.slug,
            "name": found.name,
            "description": found.description,
            "website": found.website,
            "contact_email": found.contact_email,
            "brand_color": found.brand_color,
            "font": found.font,
            "logo": _logo(tx, found.logo_file_id),
            "legal": as_json(organizations.branding_of(tx).legal),
            "is_crawled": found.is_crawled,
            "is_public": found.state == "active",
        },
    )
    indexing.put_name(tx, tx.organization_id, found.slug)


def _logo(tx: Transaction, file_id: UUID | None) -> str | None:
    """Logos are shown small; None as well while a scanner has the file, or it is not public."""
    picture = sources.small(files.picture(tx, file_id)) if file_id else None
    return as_json(picture) if picture else None


def invalidate(*names: str) -> None:
    """Let every web process ask again; lost, it is noticed seconds later."""
    cache.delete(runtime.current().redis, *names)
