"""Saved reports as they cross the module's border."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.cadences import Cadence
from turnout.kernel.file_formats import FileFormat
from turnout.kernel.http.answers import one_of
from turnout.modules.sales_reports.api import Grouping, SalesReport


class Period(StrEnum):
    """Days of a report, seen from the day on which it is asked for."""

    LAST_7 = "7"
    LAST_30 = "30"
    LAST_90 = "90"
    MONTH = "month"
    LAST_MONTH = "last-month"
    YEAR = "year"
    ALL = "all"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSavedReport:
    """What is asked for again and again, and what it is called."""

    name: str
    group_by: str
    period: str
    event_id: UUID | None = None
    series_id: UUID | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedReport:
    """A sales report under a name."""

    component: ClassVar = "SavedReport"
    id: UUID
    name: str
    event_id: UUID | None
    series_id: UUID | None
    period: Annotated[str, one_of(Period)]
    first_day: Annotated[date | None, "Of the period `own`."]
    last_day: date | None
    group_by: Annotated[str, one_of(Grouping)]
    version: int
    created_at: datetime
    created_by: Annotated[str, "The actor, as the audit log names them."]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReportShare:
    member_id: UUID
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportShare:
    """A member who may see the figures of a saved report, until when."""

    component: ClassVar = "ReportShare"
    id: UUID
    saved_report_id: UUID
    member_id: UUID
    url: Annotated[str, "Opens the report for this member alone, once they are signed in."]
    expires_at: datetime
    shared_at: datetime
    shared_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedReport:
    """What a share shows: the report's name and its figures now."""

    component: ClassVar = "SharedReport"
    name: str
    expires_at: datetime
    report: SalesReport


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReportSchedule:
    cadence: str
    hour: int
    weekday: int = 1
    month_day: int = 1
    format: str = FileFormat.XLSX.value
    member_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSchedule:
    """When a saved report is sent to a member, as a file."""

    component: ClassVar = "ReportSchedule"
    id: UUID
    saved_report_id: UUID
    member_id: UUID
    cadence: Annotated[str, one_of(Cadence)]
    weekday: Annotated[int, "Of a weekly one; 1 is Monday."]
    month_day: Annotated[int, "Of a monthly one, 1 to 28."]
    hour: Annotated[int, "Of the day in the event's zone, or else the organization's."]
    time_zone: str
    format: Annotated[str, one_of(FileFormat)]
    next_at: datetime
    last_sent_at: datetime | None
    created_at: datetime
