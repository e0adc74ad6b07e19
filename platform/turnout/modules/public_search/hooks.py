"""Who answers the public search before the database does: asked of the modules above."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.hooks import Hook
from turnout.modules.public_search.types import (
    EventSearch,
    FacetLabels,
    MapPoint,
    SearchResult,
    Suggestion,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchServer:
    """What a search server answers; None of it in time has the database answer."""

    search: Callable[[EventSearch, PageRequest], SearchResult | None]
    labels_of: Callable[[EventSearch], FacetLabels | None]
    list_map_points: Callable[[EventSearch], list[MapPoint] | None]
    suggest: Callable[[str, int], list[Suggestion] | None]


SERVERS: Final[Hook[Callable[[], SearchServer | None]]] = Hook()


def search_server() -> SearchServer | None:
    """The operator's search server; None where there is none."""
    return next((server for find in SERVERS if (server := find()) is not None), None)
