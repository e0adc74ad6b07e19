"""Series: the published ones by their addresses, with their events and next dates."""

from typing import Final
from uuid import UUID

from turnout.kernel import cache, codec, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.values import from_attributes
from turnout.modules.discovery import rules
from turnout.modules.discovery.queries import lookup
from turnout.modules.discovery.queries import series as statements
from turnout.modules.discovery.service.lookup import (
    ALL_ORGANIZATIONS,
    CACHE_SECONDS,
    find_organization,
)
from turnout.modules.discovery.types import (
    Address,
    NextDate,
    PublishedOrganization,
    PublishedSeries,
)
from turnout.modules.files import api as files
from turnout.modules.series import api as series

MOST_DATES: Final = 7
MOST_EVENTS: Final = 500


def find_series(organization_slug: str, slug: str) -> PublishedSeries | None:
    """A public series of an organization whose page is public, with its listed events."""
    organization = find_organization(organization_slug) if rules.are_names(slug) else None
    if organization is None:
        return None
    try:
        found, members = series.show_series(PublicContext(organization_id=organization.id), slug)
    except NotFound:
        return None
    return _published_series(organization, found, [each.id for each in members])


def find_moved_series(organization_slug: str, slug: str) -> Address | None:
    """Where a former address of a series leads now."""
    if not rules.are_names(organization_slug, slug):
        return None
    with transaction(ALL_ORGANIZATIONS) as tx:
        moved = statements.find_moved_series(tx, organization_slug, slug)
    if moved is None or moved.event_slug is None:
        return None
    return moved if find_series(moved.organization_slug, moved.event_slug) else None


def next_dates(organization_id: UUID, series_id: UUID) -> list[NextDate]:
    """The next listed events of a series, the soonest first: from Redis, or one statement."""
    link, name = runtime.current().redis, dates_name(organization_id, series_id)
    known = cache.get(link, name)
    if isinstance(known, list):
        return codec.convert(known, list[NextDate])
    with transaction(ALL_ORGANIZATIONS) as tx:
        found = statements.list_next(tx, organization_id, series_id, limit=MOST_DATES)
    cache.put(link, name, found, ttl_seconds=CACHE_SECONDS)
    return found


def dates_name(organization_id: UUID, series_id: UUID) -> str:
    return cache.key(organization_id, "discovery", "dates", series_id)


def _published_series(
    organization: PublishedOrganization, found: series.Series, members: list[UUID]
) -> PublishedSeries:
    with transaction(PublicContext(organization_id=organization.id)) as tx:
        cover = files.picture(tx, found.cover_file_id) if found.cover_file_id else None
        cover = cover and cover.focused(found.cover_focus_x, found.cover_focus_y)
    with transaction(ALL_ORGANIZATIONS) as tx:
        listed = lookup.list_by_ids(tx, organization.id, members[-MOST_EVENTS:])
    return from_attributes(
        PublishedSeries,
        found,
        organization=organization,
        description_html=found.description,
        cover=cover,
        events=listed,
        changed_at=max((found.updated_at, *(each.changed_at for each in listed))),
    )
