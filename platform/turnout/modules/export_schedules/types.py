"""Scheduled exports as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from turnout.kernel import codec
from turnout.kernel.cadences import Cadence
from turnout.kernel.file_formats import FileFormat
from turnout.kernel.http.answers import INTERNAL, one_of
from turnout.modules.connections.api import DeliveryFailure
from turnout.modules.order_exports.api import ExportColumn, ExportKind, NewExport


class Outcome(StrEnum):
    """What became of an export when its time came."""

    STARTED = "started"
    READY = "ready"
    NOTHING = "nothing"
    TOO_MUCH = "too_much"
    FAILED = "failed"
    CANCELLED = "cancelled"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    NOT_DELIVERED = "not_delivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExportSchedule:
    """What is exported again and again, for whoever asks for it."""

    name: str
    export: NewExport
    only_new: bool
    cadence: str
    hour: int
    weekday: int
    month_day: int
    connection_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSchedule:
    """An export that is made at an hour of the day, for the member who asked for it."""

    component: ClassVar = "ExportSchedule"
    id: UUID
    name: str
    kind: Annotated[str, one_of(ExportKind)]
    format: Annotated[str, one_of(FileFormat)]
    columns: list[ExportColumn]
    filter: Annotated[dict[str, Any], "What the list is asked for, as the export says it"]
    event_id: Annotated[UUID | None, "The event that its filter names"]
    is_right_to_left: bool
    only_new: Annotated[bool, "Whether it has only what was placed since the one before"]
    cadence: Annotated[str, one_of(Cadence)]
    weekday: Annotated[int, "Of a weekly one; 1 is Monday"]
    month_day: Annotated[int, "Of a monthly one, 1 to 28"]
    hour: Annotated[int, "Of the day in the event's zone, or else the organization's"]
    time_zone: str
    next_at: datetime
    covered_until: Annotated[datetime | None, "Of `only_new`: what was placed before is exported"]
    started_until: Annotated[datetime | None, INTERNAL]
    last_at: Annotated[datetime | None, "When its time came last"]
    last_outcome: Annotated[str | None, one_of(Outcome, allow_none=True)]
    last_export_id: Annotated[UUID | None, "Its latest export, while that is on record"]
    member_id: Annotated[UUID, "For whom it is made"]
    connection_id: Annotated[UUID | None, "The store that it is delivered to; null: by mail"]
    last_file_name: Annotated[str | None, "What its latest delivered file is called there"]
    deliver_at: Annotated[datetime | None, "When its file is offered to the store again"]
    delivery_attempts: Annotated[int, "How often its latest file was offered to the store"]
    delivery_failure: Annotated[str | None, one_of(DeliveryFailure, allow_none=True)]
    created_at: datetime

    @classmethod
    def of(cls, *, columns: Any, **others: Any) -> Self:
        return cls(columns=codec.convert(columns, list[ExportColumn]), **others)
