"""The front door of discovery: what is published, for pages, feeds and jobs."""

from turnout.modules.discovery.projection import place_of
from turnout.modules.discovery.queries.documents import (
    COLLECTION,
    ListedEvent,
    list_listed,
    list_listed_keys,
)
from turnout.modules.discovery.queries.lookup import IN_A_LIST, summary_of
from turnout.modules.discovery.rules import TICKET_KINDS, local
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
    ALL_ORGANIZATIONS,
    find_event,
    find_event_by_id,
    find_moved,
    find_moved_part,
    find_organization,
    find_private_event,
    find_session_text,
    find_speaker_text,
    list_noindex,
    list_of_organization,
    list_organizers,
    list_sitemap,
    sitemap_size,
    version_of_event,
)
from turnout.modules.discovery.service.series import find_moved_series, find_series, next_dates
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
from turnout.search_words.texts import plain
