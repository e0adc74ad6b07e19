"""Use cases of discovery: copying what is public, and finding it."""

from turnout.modules.discovery.service.copying import (
    rebuild,
    rebuild_everything,
    refresh_event,
    refresh_organization,
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

__all__ = [
    "Found",
    "find_event",
    "find_event_by_id",
    "find_moved",
    "find_organization",
    "find_private_event",
    "find_session",
    "list_of_organization",
    "list_organizers",
    "list_sitemap",
    "rebuild",
    "rebuild_everything",
    "refresh_event",
    "refresh_organization",
    "search",
    "version_of_event",
]
