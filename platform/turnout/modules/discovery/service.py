"""Finding what is published, across organizations; and indexing it, by facts or all again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from turnout.kernel import cache, runtime
from turnout.kernel.context import (
    OrganizationContext,
    PersonContext,
    PublicContext,
    SystemContext,
    system_in,
)
from turnout.kernel.db.pagination import Page, PageRequest, every_page, page
from turnout.kernel.db.tx import Transaction, as_json, transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.values import attributes_of, from_attributes
from turnout.modules.business_profiles import api as business_profiles
from turnout.modules.discovery import projection, rules, sources
from turnout.modules.discovery.queries import index, lookup
from turnout.modules.discovery.queries import search as directory
from turnout.modules.discovery.types import (
    Address,
    EventSearch,
    EventSummary,
    Facet,
    FacetLabels,
    MapPoint,
    NextDate,
    PublishedEvent,
    PublishedOrganization,
    PublishedSeries,
    SearchResult,
    SessionText,
    SitemapRow,
    SpeakerText,
    Suggestion,
)
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.organizations import api as organizations
from turnout.modules.profiles import api as profiles
from turnout.modules.series import api as series
from turnout.modules.verifications import api as verifications

ALL_ORGANIZATIONS: Final = PublicContext(organization_id=UUID(int=0))
"""No organization at all: the row policies leave exactly what is published."""
SEARCHING: Final = SystemContext(job="discovery.search")
"""Row policies keep PostgreSQL from using the index of the texts; the statement itself asks for
published rows, and the operator may only read here."""
MOST_LABELS: Final = 12
MOST_MAP_POINTS: Final = 1000
CACHE_SECONDS: Final = 4
"""How long a version, or next dates, are believed without asking PostgreSQL: bounds a lost
invalidation."""
MOST_DATES: Final = 7
MOST_NEAR: Final = 8
"""So many of the words that may have been meant are looked for, the nearest ones."""
LEARNING: Final = SystemContext(job="discovery.learn-words")
MOST_EVENTS: Final = 500
SAME_OF_EVENT: Final = (
    "id", "slug", "title", "summary", "time_zone", "category", "language", "cover_file_id",
    "version",
)  # fmt: skip
SAME_OF_ORGANIZATION: Final = (
    "slug", "name", "description", "website", "contact_email", "brand_color", "font", "is_crawled",
    "host",
)  # fmt: skip
"""What the read model takes as it is."""


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
        moved = lookup.find_moved_series(tx, organization_slug, slug)
    if moved is None or moved.event_slug is None:
        return None
    return moved if find_series(moved.organization_slug, moved.event_slug) else None


def next_dates(organization_id: UUID, series_id: UUID) -> list[NextDate]:
    """The next listed events of a series, the soonest first: from Redis, or one statement."""
    link, name = runtime.current().redis, dates_name(organization_id, series_id)
    known = cache.get(link, name)
    if isinstance(known, list):
        return msgspec.convert(known, list[NextDate])
    with transaction(ALL_ORGANIZATIONS) as tx:
        found = lookup.list_next(tx, organization_id, series_id, limit=MOST_DATES)
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


def list_recommended(ctx: PersonContext, request: PageRequest) -> SearchResult:
    """Upcoming events of what the person likes, where they like it; none while nothing is said."""
    liked = profiles.get_interests(ctx)
    if liked.is_empty:
        return SearchResult(events=Page(items=[], next_cursor=None), kinds=[], categories=[])
    return search(EventSearch(categories=liked.categories, cities=liked.places), request)


def search(wanted: EventSearch, request: PageRequest) -> SearchResult:
    """Upcoming listed events that match: two statements, whatever is asked for.

    Where nothing does, mistyped words are put right and it is asked again: four more at most.
    """
    corrected = ""
    with transaction(_asking(wanted)) as tx:
        rows = directory.list_events(tx, wanted, request)
        if not rows and (meant := _corrected(tx, wanted.text)):
            instead = replace(wanted, text=meant)
            if rows := directory.list_events(tx, instead, request):
                wanted, corrected = instead, meant
        facets = directory.list_facets(tx, wanted)
    found = page(rows, request, key=lambda row: (row[1], row[0].id))
    return SearchResult(events=found.map(lambda row: row[0]), **facets, corrected=corrected)


def _corrected(tx: Transaction, text: str) -> str:
    """The text with its mistyped words put right; empty where there is nothing to put right."""
    typed = rules.query_words(text) or []
    asked = [word for word in typed if rules.is_corrected(word)]
    alike = directory.list_alike(tx, asked) if asked else {}
    near = {word: rules.near_words(word, known) for word, known in alike.items()}
    wanted = {each for word, known in near.items() for each in (word, *known[:MOST_NEAR])}
    in_use = directory.list_in_use(tx, sorted(wanted)) if any(near.values()) else set()
    right = [
        next((each for each in (word, *near.get(word, ())) if each in in_use), word)
        for word in typed
    ]
    return " ".join(right) if right != typed else ""


def facet_labels_of(wanted: EventSearch) -> FacetLabels:
    """The further facets of a search: one statement."""
    with transaction(_asking(wanted)) as tx:
        total, words = directory.list_facet_labels(tx, wanted, limit=MOST_LABELS)
    return FacetLabels(total=total, **words)


def list_map_points(wanted: EventSearch) -> list[MapPoint]:
    """Where the matching events are, as many as a map can show."""
    with transaction(_asking(wanted)) as tx:
        return directory.list_map_points(tx, wanted, limit=MOST_MAP_POINTS)


def list_featured(names: Sequence[str], *, limit: int) -> list[EventSummary]:
    """List the events shown first: those named `organization/event`, else one per organizer."""
    with transaction(ALL_ORGANIZATIONS) as tx:
        return directory.list_featured(tx, names, limit=limit)


def list_cities(*, limit: int) -> list[Facet]:
    with transaction(ALL_ORGANIZATIONS) as tx:
        return directory.list_cities(tx, limit=limit)


def suggest(typed: str, *, limit: int = 5) -> list[Suggestion]:
    """Suggest events, organizers, categories and cities for what was typed: one statement.

    Where there is nothing, mistyped words are put right first.
    """
    with transaction(SEARCHING) as tx:
        found = directory.list_suggestions(tx, typed, limit=limit)
        if not found and (corrected := _corrected(tx, typed)):
            return directory.list_suggestions(tx, corrected, limit=limit)
        return found


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


def _asking(wanted: EventSearch) -> PublicContext | SystemContext:
    return SEARCHING if wanted.text else ALL_ORGANIZATIONS


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


def _logo(tx: Transaction, file_id: UUID | None) -> str | None:
    """Logos are shown small; None as well while a scanner has the file, or it is not public."""
    picture = sources.small(files.picture(tx, file_id)) if file_id else None
    return as_json(picture) if picture else None


def invalidate(*names: str) -> None:
    """Let every web process ask again; lost, it is noticed seconds later."""
    cache.delete(runtime.current().redis, *names)
