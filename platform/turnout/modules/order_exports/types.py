"""Exports, their columns and parts, as they cross the module's border."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self, TypeAlias
from uuid import UUID

from turnout.kernel import codec
from turnout.kernel.file_formats import FileFormat
from turnout.kernel.http.answers import INTERNAL, one_of
from turnout.modules.checkin_scans import api as checkin_scans
from turnout.modules.order_search import api as order_search


class ExportKind(StrEnum):
    ORDERS = "orders"
    ATTENDEES = "attendees"
    CHECKINS = "checkins"
    PAYMENTS = "payments"


class ExportState(StrEnum):
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportColumn:
    """A column by its id, and what stands above it."""

    component: ClassVar[str] = "OrderExportColumn"
    id: Annotated[str, "Such as `number`, or `answer:` with the key of a question"]
    title: Annotated[str, "What stands in the first line of the file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinFilter(checkin_scans.ScanFilter):
    """Which scans of an event's doors are exported; None leaves a filter out."""

    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFilter:
    """Which entries of the ledger are exported; None leaves a filter out."""

    event_id: UUID | None = None
    kind: tuple[str, ...] | None = None
    """What comes before the point of an entry's kind, such as `refund`."""
    currency: str | None = None
    occurred_from: datetime | None = None
    occurred_before: datetime | None = None
    recorded_from: datetime | None = None
    recorded_before: datetime | None = None


Filter: TypeAlias = (
    order_search.OrderFilter | order_search.AttendeeFilter | CheckinFilter | LedgerFilter
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedColumn:
    """A column that an export can have."""

    component: ClassVar[str] = "OrderExportOfferedColumn"
    id: Annotated[str, "Such as `number`, or `answer:` with the key of a question"]
    title: Annotated[str, "The id, or what a question asks"]
    description: Annotated[str, "What it says of a line; empty of a question"]
    is_personal: Annotated[bool, "Whether it names somebody, or says what a person wrote"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExport:
    kind: ExportKind
    format: FileFormat
    columns: tuple[ExportColumn, ...]
    wanted: Filter
    is_right_to_left: bool
    title: str = ""
    """What stands above a PDF; the kind if it is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExport:
    """A table of what was sold or scanned; its file is there while it is `ready`."""

    id: UUID
    kind: Annotated[str, one_of(ExportKind)]
    format: Annotated[str, one_of(FileFormat)]
    state: Annotated[str, one_of(ExportState)]
    columns: list[ExportColumn]
    row_count: Annotated[int, "Lines that were found when it started"]
    created_at: datetime
    created_by: Annotated[str, "`user:<id>`, or `token:<id>` for a machine"]
    job_id: Annotated[UUID | None, "The job that makes it, while that is kept"]
    event_id: Annotated[UUID | None, "The event that its filter names"]
    ready_at: datetime | None
    expires_at: Annotated[datetime, "When its file is deleted"]
    downloads: Annotated[int, "How often it was downloaded"]
    is_right_to_left: bool
    title: Annotated[str, "What stands above a PDF; the kind if it is empty"]
    event_ids: Annotated[list[UUID] | None, INTERNAL] = field(default=None, repr=False)
    """The events of the limited grant under which it was started; None: all of them."""

    @classmethod
    def of(cls, *, columns: Any, event_ids: Any, **others: Any) -> Self:
        return cls(
            columns=codec.convert(columns, list[ExportColumn]),
            event_ids=codec.convert(event_ids, list[UUID] | None),
            **others,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFigures:
    """What a line of attendees says of its order."""

    order_id: UUID
    buyer_name: str
    buyer_email: str
    currency: str
    total_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoughtLine:
    order_id: UUID
    name: str
    quantity: int
    returned: int


@dataclass(frozen=True, slots=True)
class Place:
    """What a line says of the event that it belongs to."""

    title: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the lines of a part say besides what the list of orders knows; empty if not asked."""

    places: list[Place]
    """Of each line."""
    ticket_types: dict[UUID, str]
    tags: dict[UUID, str]
    codes: dict[UUID, list[str]]
    notes: dict[UUID, list[str]]
    """By order, or by attendee where a note is about one."""
    answers: dict[UUID, dict[str, str]]
    """By order or attendee: question key → what was answered, as a text."""
    bought: dict[UUID, list[BoughtLine]]
    figures: dict[UUID, OrderFigures]
    checked_in_at: dict[UUID, datetime]
    """By ticket: when somebody came in by it for the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinSurroundings:
    """What the lines of scans say besides what the log knows; empty if not asked."""

    title: str
    zone: str
    lists: dict[UUID, str]
    sessions: dict[UUID, list[str]]
    """By check-in list: the titles of its sessions."""
    ticket_types: dict[UUID, str]
    orders: dict[UUID, str]
    """By ticket: the number of its order."""
    people: dict[str, str]
    """Names by actor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidEntry:
    """An entry of the ledger with its payment, and the order that this was for.

    Its ids are texts: that is what stands in a file.
    """

    id: str
    payment_id: str | None
    kind: str
    source: str
    subject: str | None
    currency: str
    occurred_at: datetime
    recorded_at: datetime
    connection_id: str | None
    method: str | None
    state: str | None
    provider_ref: str | None
    amount_minor: int
    """What came in (positive) or went back, before fees; of a payout what reached the bank."""
    fee_minor: int
    """What the provider and the platform took; negative: what they gave back."""
    event_id: str | None
    order_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSurroundings:
    """What the lines of the ledger say besides what it knows."""

    places: list[Place]
    """Of each line; what is about no event, such as a payout, has the organization's zone."""
    providers: dict[str, str]
    """The names of connections by their ids."""
