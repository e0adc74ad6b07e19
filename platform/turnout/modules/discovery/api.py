"""The front door of discovery: what is published, for pages, feeds and jobs."""

from turnout.modules.discovery.hooks import SERVERS, SearchServer
from turnout.modules.discovery.projection import place_of
from turnout.modules.discovery.queries.documents import (
    COLLECTION,
    ListedEvent,
    list_listed,
    list_listed_keys,
)
from turnout.modules.discovery.queries.search import text_query
from turnout.modules.discovery.rules import (
    FOREIGN,
    STANDING,
    clean,
    local,
    midnight,
)
from turnout.modules.discovery.search_types import (
    EventSearch,
    Facet,
    FacetLabels,
    MapPoint,
    SearchResult,
    Suggestion,
)
from turnout.modules.discovery.service.index import (
    index_event,
    index_image,
    index_organization,
    index_series,
    list_standings,
    rebuild,
    rebuild_everything,
    set_popularity,
)
from turnout.modules.discovery.service.lookup import (
    find_event,
    find_event_by_id,
    find_moved,
    find_moved_part,
    find_moved_series,
    find_organization,
    find_private_event,
    find_series,
    find_session_text,
    find_speaker_text,
    list_noindex,
    list_of_organization,
    list_organizers,
    list_sitemap,
    next_dates,
    sitemap_size,
    version_of_event,
)
from turnout.modules.discovery.service.search import (
    FEW,
    facet_labels_of,
    list_cities,
    list_events_of,
    list_featured,
    list_map_points,
    list_newly_listed,
    list_points_of,
    list_recommended,
    may_be_loose,
    search,
    search_near,
    suggest,
)
from turnout.modules.discovery.types import (
    Address,
    AdmittedEntry,
    EventSummary,
    FieldEntry,
    FileEntry,
    GalleryEntry,
    LinkEntry,
    NextDate,
    OfferEntry,
    PageEntry,
    ProgrammeEntry,
    PublishedEvent,
    PublishedOrganization,
    PublishedSeries,
    SessionEntry,
    SessionText,
    SitemapRow,
    SpeakerEntry,
    SpeakerText,
    SponsorEntry,
)
from turnout.places.types import Box, Circle
from turnout.search_words.texts import plain
