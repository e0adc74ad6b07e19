"""Facts of scheduled exports."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportScheduled(Fact):
    """Something is exported for a member from now on, each day, week or month."""

    name: ClassVar[str] = "export_schedules.created.v1"
    export_schedule_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDelivered(Fact):
    """A store that the organization connected took the file of a scheduled export."""

    name: ClassVar[str] = "export_schedules.delivered.v1"
    export_schedule_id: UUID
    export_id: UUID
    connection_id: UUID
    file_name: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportNotDelivered(Fact):
    """A store did not take the file of a scheduled export as long as that was kept."""

    name: ClassVar[str] = "export_schedules.not-delivered.v1"
    export_schedule_id: UUID
    export_id: UUID | None
    failure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportScheduleEnded(Fact):
    """A scheduled export is made no more: ended, or its member may not export any more."""

    name: ClassVar[str] = "export_schedules.ended.v1"
    export_schedule_id: UUID
