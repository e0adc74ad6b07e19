"""Limits of report links. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.report_links.types import ReportLink
from turnout.modules.sales_reports.api import NAMING_PEOPLE
from turnout.modules.saved_reports.api import SavedReport

USUAL_DAYS: Final = 30
MOST_DAYS: Final = 365
MOST_LINKS: Final = 50
"""Of one report, that show it."""
LONGEST_LABEL: Final = 100
SECRET_BYTES: Final = 32
REPORT: Final = "/saved_report_id"
NAMES_PEOPLE: Final = "The lines of this report name people: save it by other groups."


def require_figures_only(saved: SavedReport) -> None:
    """Refuse a report whose lines say who somebody is."""
    if not has_figures_only(saved):
        raise Invalid(FieldError(REPORT, NAMES_PEOPLE, "names-people"))


def has_figures_only(saved: SavedReport) -> bool:
    return saved.group_by not in NAMING_PEOPLE


def require_room(links: Sequence[ReportLink], *, now: datetime) -> None:
    if sum(1 for each in links if is_good(each, now=now)) >= MOST_LINKS:
        raise Invalid(FieldError(REPORT, f"A report has {MOST_LINKS} links at most.", "too-many"))


def is_good(link: ReportLink, *, now: datetime) -> bool:
    """Whether it shows its report, as far as it itself says."""
    return link.revoked_at is None and now < link.expires_at
