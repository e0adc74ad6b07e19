"""Print stations, connectors and jobs as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.answers import one_of


class StationFormat(StrEnum):
    """What a station's printer is sent: ZPL for label printers, PDF by IPP or CUPS."""

    PDF = "pdf"
    ZPL = "zpl"


class PrinterState(StrEnum):
    """What a connector last heard of its printer."""

    READY = "ready"
    PRINTING = "printing"
    PAPER_OUT = "paper_out"
    RIBBON_OUT = "ribbon_out"
    HEAD_OPEN = "head_open"
    PAUSED = "paused"
    AWAY = "away"
    TROUBLE = "trouble"


TAKING: tuple[PrinterState, ...] = (PrinterState.READY, PrinterState.PRINTING)
"""In these a printer is given badges."""


class StationState(StrEnum):
    """Whether a station prints now, or what keeps it from it; most are the printer's own state."""

    READY = "ready"
    PRINTING = "printing"
    PAPER_OUT = "paper_out"
    RIBBON_OUT = "ribbon_out"
    HEAD_OPEN = "head_open"
    PAUSED = "paused"
    AWAY = "away"
    TROUBLE = "trouble"
    SILENT = "silent"
    NOT_JOINED = "not_joined"


class JobKind(StrEnum):
    BADGE = "badge"
    TEST = "test"


class JobState(StrEnum):
    QUEUED = "queued"
    TAKEN = "taken"
    PRINTED = "printed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class FailureReason(StrEnum):
    """Why a job was not printed; after the first two a badge may have come out all the same."""

    UNCLEAR = "unclear"
    INTERRUPTED = "interrupted"
    EXPIRED = "expired"
    PRINTER = "printer"
    CONTENT = "content"


class PrintOutcome(StrEnum):
    """What a connector says of a job: `returned` when nothing of it reached the printer."""

    PRINTED = "printed"
    FAILED = "failed"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStation:
    """A station as its row has it, with its connector and what that one last said."""

    id: UUID
    event_id: UUID
    name: str
    format: str
    dpi: int
    version: int
    created_at: datetime
    connector_id: UUID | None
    connector_name: str | None
    joined_at: datetime | None
    seen_at: datetime | None
    app_version: str | None
    printer_state: str | None
    printer_detail: str | None
    waiting: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintStation:
    """A printer at the entrance with its queue, and what prints for it."""

    component: ClassVar[str] = "PrintStation"

    id: UUID
    event_id: UUID
    name: str
    format: Annotated[str, one_of(StationFormat)]
    dpi: Annotated[int, "Of a label printer: 203 or 300; 0 for PDF."]
    state: Annotated[StationState, one_of(StationState)]
    printer_detail: Annotated[str, "What the printer itself says, if it says something."]
    connector_name: Annotated[str | None, "Null: nothing has joined as this station."]
    joined_at: datetime | None
    seen_at: Annotated[datetime | None, "When its connector was last heard of."]
    app_version: str | None
    waiting: Annotated[int, "Jobs that are queued, or being printed."]
    failed: Annotated[int, "Jobs that failed and nobody has tried again or put aside."]
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStation:
    name: str
    format: str = StationFormat.ZPL.value
    dpi: int = 203


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedStationCode:
    """How a connector joins; the code is shown this once and kept as a hash."""

    component: ClassVar[str] = "PrintStationCode"

    code: Annotated[str, "`<address>#<organization>.<code>`, as `turnout-print join` takes it"]
    command: Annotated[str, "What to type where the connector is to run"]
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """A badge, or a test page, on its way through a station."""

    component: ClassVar[str] = "PrintJob"

    id: UUID
    station_id: UUID
    kind: Annotated[str, one_of(JobKind)]
    ticket_id: UUID | None
    attendee_name: Annotated[str, "Empty for a test page."]
    state: Annotated[str, one_of(JobState)]
    reason: Annotated[str, "Of a failed one: " + ", ".join(f"`{each}`" for each in FailureReason)]
    may_be_printed: Annotated[bool, "It failed on the way: look whether a badge came out."]
    detail: Annotated[str, "What the printer or its connector said."]
    sent_from: Annotated[str, "The device, or desk, that sent it."]
    ahead: Annotated[int, "Jobs of the station that are printed before this one."]
    tries: Annotated[int, "How often a connector took it."]
    retry_of: Annotated[UUID | None, "The job that this one tries again."]
    retried_as: Annotated[UUID | None, "The job that tries this one again."]
    badge_print_run_id: UUID | None
    created_at: datetime
    created_by: str
    ended_at: datetime | None
    expires_at: Annotated[datetime, "A job that nobody has printed until then fails."]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJobs:
    """Badges that are sent to a station, in this order."""

    station_id: UUID
    ticket_ids: list[UUID]
    layout_id: UUID | None = None
    reason: str = ""
    sent_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StationBrief:
    """A station as a device at the door sees it."""

    component: ClassVar[str] = "PrintStationBrief"

    id: UUID
    name: str
    state: Annotated[StationState, one_of(StationState)]
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredConnector:
    id: UUID
    event_id: UUID
    station_id: UUID
    name: str
    format: str
    dpi: int
    revoked_at: datetime | None
    organization_state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectorContext(OrganizationContext):
    """A connector that proved itself: it prints for its station."""

    connector: StoredConnector


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedConnector:
    """A connector's token, which it is told this once, and what it prints for."""

    component: ClassVar[str] = "PrintConnectorJoined"

    connector_id: UUID
    station_name: str
    format: Annotated[str, one_of(StationFormat)]
    token: Annotated[str, "Sent as `Authorization: Bearer` with every request of the connector"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectorReport:
    """What a connector says each time it asks for work."""

    app_version: str
    printer_state: str
    printer_detail: str = ""
    printing_job_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenJob:
    """A job that a connector has until its lease ends."""

    component: ClassVar[str] = "PrintJobTaken"

    id: UUID
    kind: Annotated[str, one_of(JobKind)]
    format: Annotated[str, one_of(StationFormat)]
    leased_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What a connector is to do now."""

    component: ClassVar[str] = "PrintAssignment"

    job: Annotated[TakenJob | None, "Null: nothing waits, or the printer takes nothing now."]
    station_name: str
    server_time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class JobResult:
    outcome: str
    reason: str = ""
    detail: str = ""
