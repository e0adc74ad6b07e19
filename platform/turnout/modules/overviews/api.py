"""What others may ask of overviews."""

from turnout.modules.overviews.service import count_stale, export_report, get_overview
from turnout.modules.overviews.types import (
    Money,
    OrganizationFigures,
    Overview,
    OverviewFilter,
)
