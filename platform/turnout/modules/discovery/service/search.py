"""Search of the directory, and lists over all organizations for start page and crawlers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from turnout.kernel.context import PublicContext, SystemContext
from turnout.kernel.db.pagination import PageRequest, page
from turnout.kernel.db.tx import transaction
from turnout.modules.discovery.queries import lookup
from turnout.modules.discovery.queries import search as queries
from turnout.modules.discovery.service.lookup import ALL_ORGANIZATIONS
from turnout.modules.discovery.types import (
    EventSearch,
    EventSummary,
    Facet,
    FacetLabels,
    MapPoint,
    SearchResult,
    SitemapRow,
    Suggestion,
)

SEARCHING: Final = SystemContext(job="discovery.search")
"""Row policies keep PostgreSQL from using the index of the texts; the statement itself asks for
published rows, and the operator may only read here."""
MOST_LABELS: Final = 12
MOST_MAP_POINTS: Final = 1000


def search(wanted: EventSearch, request: PageRequest) -> SearchResult:
    """Upcoming listed events that match: two statements, whatever is asked for."""
    with transaction(_asking(wanted)) as tx:
        rows = queries.list_events(tx, wanted, request)
        facets = queries.list_facets(tx, wanted)
    found = page(rows, request, key=lambda row: (row[1], row[0].id))
    return SearchResult(events=found.map(lambda row: row[0]), **facets)


def facet_labels_of(wanted: EventSearch) -> FacetLabels:
    """The further facets of a search: one statement."""
    with transaction(_asking(wanted)) as tx:
        total, words = queries.list_facet_labels(tx, wanted, limit=MOST_LABELS)
    return FacetLabels(total=total, **words)


def list_map_points(wanted: EventSearch) -> list[MapPoint]:
    """Where the matching events are, as many as a map can show."""
    with transaction(_asking(wanted)) as tx:
        return queries.list_map_points(tx, wanted, limit=MOST_MAP_POINTS)


def list_featured(names: Sequence[str], *, limit: int) -> list[EventSummary]:
    """List the events shown first: those named `organization/event`, else one per organizer."""
    with transaction(ALL_ORGANIZATIONS) as tx:
        return queries.list_featured(tx, names, limit=limit)


def list_cities(*, limit: int) -> list[Facet]:
    with transaction(ALL_ORGANIZATIONS) as tx:
        return queries.list_cities(tx, limit=limit)


def suggest(typed: str, *, limit: int = 5) -> list[Suggestion]:
    """Suggest events, organizers, categories and cities for what was typed: one statement."""
    with transaction(SEARCHING) as tx:
        return queries.list_suggestions(tx, typed, limit=limit)


def list_sitemap(*, limit: int, offset: int) -> list[SitemapRow]:
    """One part of all public pages that crawlers may visit."""
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.list_sitemap(tx, limit=limit, offset=offset)


def sitemap_size() -> tuple[int, datetime | None]:
    """How many pages the sitemap names, and when the last of them changed."""
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.sitemap_size(tx)


def list_noindex(*, limit: int = 5000) -> list[str]:
    """Address names of organizations that crawlers are asked to leave alone."""
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lookup.list_noindex(tx, limit=limit)


def _asking(wanted: EventSearch) -> PublicContext | SystemContext:
    return SEARCHING if wanted.text else ALL_ORGANIZATIONS
