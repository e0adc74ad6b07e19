"""What is announced of attendee imports."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeImportStarted(Fact):
    """Somebody began to bring in what was looked through; each order is announced besides."""

    name: ClassVar[str] = "attendee_imports.started.v1"
    import_id: UUID
    event_id: UUID
    job_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeesImported(Fact):
    """The job is over; the numbers are those of the file's rows so far."""

    name: ClassVar[str] = "attendee_imports.finished.v1"
    import_id: UUID
    event_id: UUID
    imported: int
    skipped: int
    refused: int
