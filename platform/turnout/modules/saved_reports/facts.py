"""Facts of saved reports."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSaved(Fact):
    """A sales report was saved under a name."""

    name: ClassVar[str] = "saved_reports.saved.v1"
    saved_report_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedReportDeleted(Fact):
    """A saved report is gone, with what it was shared by and when it was sent."""

    name: ClassVar[str] = "saved_reports.deleted.v1"
    saved_report_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportShared(Fact):
    """A member may see the figures of a saved report until its share ends."""

    name: ClassVar[str] = "saved_reports.shared.v1"
    saved_report_id: UUID
    report_share_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportShareEnded(Fact):
    """A member sees a saved report no more."""

    name: ClassVar[str] = "saved_reports.share-ended.v1"
    report_share_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportScheduled(Fact):
    """A saved report is sent to a member from now on."""

    name: ClassVar[str] = "saved_reports.scheduled.v1"
    saved_report_id: UUID
    report_schedule_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportScheduleEnded(Fact):
    """A saved report is not sent to a member any more: ended, or its receiver left."""

    name: ClassVar[str] = "saved_reports.schedule-ended.v1"
    report_schedule_id: UUID
