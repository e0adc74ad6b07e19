"""The front door of the public search: for pages, feeds, and what answers before the database."""

from turnout.modules.public_search.hooks import SERVERS, SearchServer
from turnout.modules.public_search.queries.conditions import text_query
from turnout.modules.public_search.rules import (
    CURRENCY,
    DEAREST,
    DEARNESS,
    FOREIGN,
    KINDS,
    LEAST_LETTERS,
    LONGEST_LANGUAGE,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_TEXT,
    LONGEST_WORD,
    MOST_PRICE,
    MOST_VALUES,
    ORDERS,
    STANDING,
    box_of,
    clean,
    is_point,
    meaning_of,
    midnight,
    search_of,
)
from turnout.modules.public_search.service import (
    FEW,
    complete_speakers,
    facet_labels_of,
    list_cities,
    list_cities_like,
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
from turnout.modules.public_search.types import (
    MOST_MAP_POINTS,
    EventSearch,
    Facet,
    FacetLabels,
    MapPoint,
    SearchCriteria,
    SearchResult,
    Suggestion,
)
from turnout.places.types import Box, Circle
