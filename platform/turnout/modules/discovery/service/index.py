"""Index: the read model is written anew, by facts or all at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel import cache, runtime
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.pagination import every_page
from turnout.kernel.db.tx import Transaction, as_json, transaction
from turnout.kernel.values import attributes_of
from turnout.modules.business_profiles import api as business_profiles
from turnout.modules.discovery import projection, sources
from turnout.modules.discovery.queries import documents as listed
from turnout.modules.discovery.queries import index
from turnout.modules.discovery.service.lookup import version_name
from turnout.modules.discovery.service.series import dates_name
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.organizations import api as organizations
from turnout.modules.search_index import api as search_index
from turnout.modules.series import api as series
from turnout.modules.verifications import api as verifications

LEARNING: Final = SystemContext(job="discovery.learn-words")
SAME_OF_ORGANIZATION: Final = (
    "slug", "name", "description", "website", "contact_email", "brand_color", "font", "is_crawled",
    "host",
)  # fmt: skip
"""What the read model takes as it is."""


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


def index_every_event(ctx: OrganizationContext) -> None:
    """Index all events of the organization, past ones too, all at once."""
    with transaction(ctx) as tx:
        _index_events(tx, _event_ids(tx))


def index_image(ctx: OrganizationContext, file_id: UUID) -> None:
    """Index the events whose pages show this image, and the organization if it is its logo."""
    with transaction(ctx) as tx:
        if organizations.get_organization(tx).logo_file_id == file_id:
            _index_organization(tx)
        _index_events(tx, index.list_showing(tx, file_id))


def index_series(ctx: OrganizationContext, series_id: UUID) -> None:
    """Index the events that are, or were, in a series, and keep its address name for good."""
    with transaction(ctx) as tx:
        found = series.find_series(tx, series_id)
        if found is not None:
            index.put_series_name(tx, series_id, found.slug)
        known = index.list_in_series(tx, series_id)
        present = [each.id for each in events.events_of_series(tx, series_id)]
        _index_events(tx, [*known, *present])


def list_standings(ctx: SystemContext) -> list[tuple[UUID, UUID, int]]:
    """Organization, id and popularity of every upcoming listed event."""
    with transaction(ctx) as tx:
        return listed.list_standings(tx)


def set_popularity(ctx: OrganizationContext, standings: Mapping[UUID, int]) -> None:
    """Write where events of an organization stand now; pages show nothing of it."""
    with transaction(ctx) as tx:
        index.set_popularity(tx, standings)
        search_index.mark(tx, listed.COLLECTION, list(standings))


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
    index.lock(tx, event_id)
    event = events.find_event(tx, event_id)
    if event is None or not event.is_shown or event.starts_at is None or event.ends_at is None:
        index.hide_event(tx, event_id)
    else:
        found = sources.get_sources(tx, event)
        name = organizations.branding_of(tx).name
        row = projection.row_of(found, organization_name=name)
        if row["is_listed"]:
            words = projection.vocabulary_of(event, found.programme, name)
            tx.after_commit.append(lambda: _learn(words))
        index.insert_former_names(tx, event_id, row["programme"])
        index.put_event(tx, row)
        index.put_images(tx, event_id, list(found.images))
        index.put_name(tx, event_id, event.slug)
    search_index.mark(tx, listed.COLLECTION, [event_id])
    names = [version_name(tx.organization_id, event_id)]
    if event is not None and event.series_id is not None:
        names.append(dates_name(tx.organization_id, event.series_id))
    tx.after_commit.append(lambda: invalidate(*names))


def _learn(words: list[str]) -> None:
    """Apart from the event's own transaction: words are everybody's, and nobody waits for them."""
    with transaction(LEARNING) as tx:
        index.insert_words(tx, words)


def _event_ids(tx: Transaction, *, after: datetime | None = None) -> list[UUID]:
    """All of the organization, or those that end after an instant or have no date yet."""
    return [
        event.id
        for found in every_page(lambda request: events.list_events(tx, request))
        for event in found
        if after is None or event.ends_at is None or event.ends_at > after
    ]


def _index_organization(tx: Transaction) -> None:
    index.lock(tx, tx.organization_id)
    found = organizations.get_organization(tx)
    profile = business_profiles.find_profile(tx) or business_profiles.NOTHING_SAID
    read = {
        "country": profile.country,
        "social_links": as_json(profile.social_links),
        "verified_by": as_json(verifications.proofs_shown(tx)),
        "logo": _logo(tx, found.logo_file_id),
        "legal": as_json(organizations.branding_of(tx).legal),
        "is_public": found.state == "active",
    }
    index.put_organization(tx, attributes_of(found, SAME_OF_ORGANIZATION) | read)
    index.put_name(tx, tx.organization_id, found.slug)
    search_index.mark(tx, listed.COLLECTION, listed.list_ids_of_organization(tx))


def _logo(tx: Transaction, file_id: UUID | None) -> str | None:
    """Logos are shown small; None as well while a scanner has the file, or it is not public."""
    picture = sources.small(files.picture(tx, file_id)) if file_id else None
    return as_json(picture) if picture else None


def invalidate(*names: str) -> None:
    """Let every web process ask again; lost, it is noticed seconds later."""
    cache.delete(runtime.current().redis, *names)
