"""Use cases of discovery: copying what is public, and finding it."""

from turnout.modules.discovery.service.copying import (
    rebuild,
    rebuild_everything,
    refresh_event,
    refresh_image,
    refresh_organization,
    refresh_series,
)
from turnout.modules.discovery.service.finding import (
    find_event,
    find_event_by_id,
    find_moved,
    find_organization,
    find_session_text,
    find_speaker_text,
    list_of_organization,
    list_organizers,
    version_of_event,
)
from turnout.modules.discovery.service.opening import find_private_event
from turnout.modules.discovery.service.searching import (
    Found,
    Words,
    list_cities,
    list_closed,
    list_featured,
    list_sitemap,
    list_spots,
    search,
    sitemap_size,
    suggest,
    words_of,
)
from turnout.modules.discovery.service.series import find_moved_series, find_series, next_dates

__all__ = [
    "Found",
    "Words",
    "find_event",
    "find_event_by_id",
    "find_moved",
    "find_moved_series",
    "find_organization",
    "find_private_event",
    "find_series",
    "find_session_text",
    "find_speaker_text",
    "list_cities",
    "list_closed",
    "list_featured",
    "list_of_organization",
    "list_organizers",
    "list_sitemap",
    "list_spots",
    "next_dates",
    "rebuild",
    "rebuild_everything",
    "refresh_event",
    "refresh_image",
    "refresh_organization",
    "refresh_series",
    "search",
    "sitemap_size",
    "suggest",
    "version_of_event",
    "words_of",
]
