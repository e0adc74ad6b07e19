"""What print stations announce."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintConnectorJoined(Fact):
    """A connector joined and prints for a station; a former one of it is removed."""

    name: ClassVar[str] = "print_stations.connector-joined.v1"
    station_id: UUID
    event_id: UUID
    connector_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintConnectorRevoked(Fact):
    """A connector was taken away: its next request is refused."""

    name: ClassVar[str] = "print_stations.connector-revoked.v1"
    station_id: UUID
    event_id: UUID
    connector_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJobPrinted(Fact):
    """A printer has printed a job, as far as it can say."""

    name: ClassVar[str] = "print_stations.job-printed.v1"
    job_id: UUID
    station_id: UUID
    event_id: UUID
    ticket_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJobFailed(Fact):
    """A job was not printed, or perhaps was; `reason` says which."""

    name: ClassVar[str] = "print_stations.job-failed.v1"
    job_id: UUID
    station_id: UUID
    event_id: UUID
    ticket_id: UUID | None
    reason: str
