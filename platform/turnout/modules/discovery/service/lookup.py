"""Lookup of what is published, across organizations: events, organizations, former addresses."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from turnout.kernel import cache, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.modules.discovery import rules
from turnout.modules.discovery.queries import lookup
from turnout.modules.discovery.types import (
    Address,
    EventSummary,
    PublishedEvent,
    PublishedOrganization,
    SessionText,
    SpeakerText,
)

ALL_ORGANIZATIONS: Final = PublicContext(organization_id=UUID(int=0))
"""No organization at all: the row policies leave exactly what is published."""
VERSION_SECONDS: Final = 4
"""How long a version is believed without asking PostgreSQL; bounds a lost invalidation."""


def find_event(organization_slug: str, event_slug: str) -> PublishedEvent | None:
    """An event by its present address, with everything that its page shows: one statement."""
    if not rules.are_names(organization_slug, event_slug):
        return None
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.find_event(tx, organization_slug, event_slug)


def find_session_text(organization_id: UUID, event_id: UUID, key: str) -> SessionText | None:
    """What only the programme item's own page shows: one narrow statement."""
    if not rules.are_names(key):
        return None
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.find_session_text(tx, organization_id, event_id, key=key)


def find_speaker_text(organization_id: UUID, event_id: UUID, key: str) -> SpeakerText | None:
    """The same for a speaker's."""
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
        cache.put(link, name, version, ttl_seconds=VERSION_SECONDS)
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
    """Which of these sessions or speakers of a public event had this part of an address last."""
    if not ids or not rules.are_names(name):
        return None
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.find_moved_part(tx, organization_id, name, ids=ids)
