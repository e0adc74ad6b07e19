"""What is announced of jobs."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStarted(Fact):
    name: ClassVar[str] = "jobs.started.v1"
    job_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFinished(Fact):
    """Nothing of it is left to do, or somebody cancelled it; `state` is done or cancelled."""

    name: ClassVar[str] = "jobs.finished.v1"
    job_id: UUID
    kind: str
    state: str
