"""The front door of visits: pages count by it, orders keep what it knows of their source."""

from turnout.modules.visits.rules import HEADERS
from turnout.modules.visits.service import (
    count_seen,
    count_session,
    count_started,
    is_counting,
    source_of_order,
)
from turnout.modules.visits.types import SOURCE_FIELDS, SourceKind, VisitSource
