"""Report links as they cross the module's border."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.modules.sales_reports.api import SalesReport


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReportLink:
    saved_report_id: UUID
    label: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLink:
    """A link by which somebody without an account sees the figures of one saved report."""

    component: ClassVar[str] = "ReportLink"
    id: UUID
    saved_report_id: UUID
    label: Annotated[str, "For whom it is, such as a sponsor or the board; they do not see it"]
    created_by: Annotated[UUID, "It ends with the right of this person to share reports"]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_at: Annotated[datetime | None, "When its page was opened or a file taken last"]
    use_count: Annotated[int, "How often that happened"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeReportLink(ReportLink):
    component: ClassVar[str] = "MadeReportLink"
    url: Annotated[str, "Shown once: whoever has it sees the report"] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedReport:
    """What a link shows."""

    organization_id: UUID
    organization_name: str
    subject: Annotated[str, "The event's title or the series'; the organization's name without"]
    name: str
    expires_at: datetime
    report: SalesReport
