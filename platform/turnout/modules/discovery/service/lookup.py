"""Lookup: published events and organizations by their addresses, and the sitemap."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import cache, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.values import attributes_of
from turnout.modules.discovery import projection, rules, sources
from turnout.modules.discovery.queries import lookup
from turnout.modules.discovery.types import (
    Address,
    EventSummary,
    PublishedEvent,
    PublishedOrganization,
    SessionText,
    SitemapRow,
    SpeakerText,
)
from turnout.modules.events import api as events

ALL_ORGANIZATIONS: Final = PublicContext(organization_id=UUID(int=0))
"""No organization at all: the row policies leave exactly what is published."""
CACHE_SECONDS: Final = 4
"""How long a version, or next dates, are believed without asking PostgreSQL: bounds a lost
invalidation."""
SAME_OF_EVENT: Final = (
    "id", "slug", "title", "summary", "time_zone", "category", "language", "cover_file_id",
    "version",
)  # fmt: skip


def find_event(organization_slug: str, event_slug: str) -> PublishedEvent | None:
    """An event by its present address, with everything that its page shows: one statement."""
    if not rules.are_names(organization_slug, event_slug):
        return None
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.find_event(tx, organization_slug, event_slug)


def find_session_text(organization_id: UUID, event_id: UUID, key: str) -> SessionText | None:
    """Find the texts of a session's own page: one narrow statement."""
    if not rules.are_names(key):
        return None
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.find_session_text(tx, organization_id, event_id, key=key)


def find_speaker_text(organization_id: UUID, event_id: UUID, key: str) -> SpeakerText | None:
    """Find the texts of a speaker's own page: one narrow statement."""
    if not rules.are_names(key):
        return None
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.find_speaker_text(tx, organization_id, event_id, key=key)


def find_event_by_id(organization_id: UUID, event_id: UUID) -> EventSummary | None:
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.find_event_by_id(tx, organization_id, event_id)


def version_of_event(organization_id: UUID, event_id: UUID) -> str | None:
    """The version tag that a cached page must bear; None when there is no such page any more.

    From Redis, and every few seconds from PostgreSQL, so that an invalidation that was lost
    costs seconds.
    """
    link, name = runtime.current().redis, version_name(organization_id, event_id)
    known = cache.get(link, name)
    if isinstance(known, str):
        return known
    with transaction(ALL_ORGANIZATIONS) as tx:
        version = lookup.find_version(tx, organization_id, event_id)
    if version is not None:
        cache.put(link, name, version, ttl_seconds=CACHE_SECONDS)
    return version


def version_name(organization_id: UUID, event_id: UUID) -> str:
    return cache.key(organization_id, "discovery", "version", event_id)


def find_organization(slug: str) -> PublishedOrganization | None:
    if not rules.are_names(slug):
        return None
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.find_organization(tx, slug)


def list_of_organization(organization_id: UUID, *, limit: int = 100) -> list[EventSummary]:
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.list_of_organization(tx, organization_id, limit=limit)


def list_organizers(*, limit: int = 12) -> list[PublishedOrganization]:
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.list_organizers(tx, limit=limit)


def find_moved(organization_slug: str, event_slug: str | None = None) -> Address | None:
    """Where a former address leads now."""
    if not rules.are_names(organization_slug, event_slug or "none"):
        return None
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.find_moved(tx, organization_slug, event_slug)


def find_moved_part(organization_id: UUID, name: str, ids: Sequence[UUID]) -> UUID | None:
    """Find the session or speaker, of these, that was the last to have a slug."""
    if not ids or not rules.are_names(name):
        return None
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.find_moved_part(tx, organization_id, name, ids=ids)


def find_private_event(organization_slug: str, event_slug: str, code: str) -> PublishedEvent | None:
    """A private event with everything that its page shows, or None without a code that opens it.

    Ask only where guessing is rate-limited.
    """
    organization = find_organization(organization_slug) if rules.are_names(event_slug) else None
    if organization is None:
        return None
    with transaction(PublicContext(organization_id=organization.id)) as tx:
        event = events.find_event_by_slug(tx, event_slug)
        if event is None or not events.grants_access(tx, event, code=code):
            return None
        return _published_event(tx, organization, event)


def _published_event(
    tx: Transaction, organization: PublishedOrganization, event: events.Event
) -> PublishedEvent | None:
    """A private event, which no list shows; None while it has no dates."""
    if event.starts_at is None or event.ends_at is None:
        return None
    found, zone = sources.get_sources(tx, event), ZoneInfo(event.time_zone)
    summary = EventSummary(
        **attributes_of(event, SAME_OF_EVENT),
        organization=organization,
        kind=event.kind.value,
        state=event.state.value,
        starts_at=rules.local(event.starts_at, zone),
        ends_at=rules.local(event.ends_at, zone),
        place=projection.place_of(event),
        tags=list(event.tags),
        price_minor=None,
        currency=None,
        cover=found.cover,
        changed_at=event.updated_at,
    )
    return PublishedEvent(
        summary=summary,
        page=projection.page_of(found),
        programme=projection.programme_of(found),
        texts=projection.texts_of(found),
        speaker_texts=projection.speaker_texts_of(found),
    )


def list_sitemap(*, host: str = "", limit: int, offset: int) -> list[SitemapRow]:
    """One part of the public pages of a host that crawlers may visit; "" is the platform's."""
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.list_sitemap(tx, host=host, limit=limit, offset=offset)


def sitemap_size(*, host: str = "") -> tuple[int, datetime | None]:
    """How many pages the host's sitemap names, and when the last of them changed."""
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.sitemap_size(tx, host=host)


def list_noindex(*, limit: int = 5000) -> list[str]:
    """Address names of organizations that crawlers are asked to leave alone."""
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.list_noindex(tx, limit=limit)
