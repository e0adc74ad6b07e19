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
    Found,
    find_event,
    find_event_by_id,
    find_moved,
    find_organization,
    find_session,
    list_of_organization,
    list_organizers,
    list_sitemap,
    search,
    version_of_event,
)
from turnout.modules.discovery.service.opening import find_private_event
from turnout.modules.discovery.service.series import find_moved_series, find_series, next_dates

__all__ = [
    "Found",
    "find_event",
    "find_event_by_id",
    "find_moved",
    "find_moved_series",
    "find_organization",
    "find_private_event",
    "find_series",
    "find_session",
    "list_of_organization",
    "list_organizers",
    "list_sitemap",
    "next_dates",
    "rebuild",
    "rebuild_everything",
    "refresh_event",
    "refresh_image",
    "refresh_organization",
    "refresh_series",
    "search",
    "version_of_event",
]
