"""The front door of discovery: what is published, for pages, feeds and jobs."""

from turnout.modules.discovery.rules import local, plain
from turnout.modules.discovery.searches import Box, Circle, EventSearch, Facet, MapPoint, Suggestion
from turnout.modules.discovery.service.indexing import (
    index_event,
    index_image,
    index_organization,
    index_series,
    rebuild,
    rebuild_everything,
)
from turnout.modules.discovery.service.lookup import (
    find_event,
    find_event_by_id,
    find_moved,
    find_moved_part,
    find_organization,
    find_session_text,
    find_speaker_text,
    list_of_organization,
    list_organizers,
    version_of_event,
)
from turnout.modules.discovery.service.private_events import find_private_event
from turnout.modules.discovery.service.search import (
    FacetLabels,
    Found,
    facet_labels_of,
    list_cities,
    list_featured,
    list_map_points,
    list_noindex,
    list_sitemap,
    search,
    sitemap_size,
    suggest,
)
from turnout.modules.discovery.service.series import find_moved_series, find_series, next_dates
from turnout.modules.discovery.types import (
    Address,
    AdmittedEntry,
    EventSummary,
    FileEntry,
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
