"""Exports, their columns and parts, as they cross the module's border."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self, TypeAlias
from uuid import UUID

import msgspec

from turnout.kernel.http.answers import INTERNAL, one_of
from turnout.kernel.spreadsheet_files import FileFormat
from turnout.modules.order_search import api as order_search

Filter: TypeAlias = order_search.OrderFilter | order_search.AttendeeFilter


class ExportKind(StrEnum):
    ORDERS = "orders"
    ATTENDEES = "attendees"


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
class NewExport:
    kind: ExportKind
    format: FileFormat
    columns: tuple[ExportColumn, ...]
    wanted: Filter
    is_right_to_left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExport:
    """A table of orders or attendees; its file is there while it is `ready`."""

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
    event_ids: Annotated[list[UUID] | None, INTERNAL] = field(default=None, repr=False)
    """The events of the limited grant under which it was started; None: all of them."""

    @classmethod
    def of(cls, *, columns: Any, event_ids: Any, **others: Any) -> Self:
        return cls(
            columns=msgspec.convert(columns, list[ExportColumn]),
            event_ids=msgspec.convert(event_ids, list[UUID] | None),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the lines of a part say besides what the list of orders knows; empty if not asked."""

    titles: dict[UUID, str]
    zones: dict[UUID, str]
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
