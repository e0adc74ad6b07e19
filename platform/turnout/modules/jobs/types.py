"""Jobs and their items as they cross the module's border."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.http.answers import INTERNAL, one_of


class JobState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


class ItemState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work on many things; its counts are those of its items, never kept besides."""

    id: UUID
    kind: Annotated[str, "What is done, such as `orders.refund`"]
    state: Annotated[str, one_of(JobState)]
    started_by: Annotated[str, "`user:<id>`, or `token:<id>` for a machine"]
    started_at: datetime
    finished_at: datetime | None
    total: int
    done: int
    skipped: Annotated[int, "There was nothing to do any more"]
    failed: int
    event_id: Annotated[UUID | None, "The event that it is about, where it is one"] = None
    about_id: Annotated[UUID | None, "What it carries out, such as an import"] = None
    parameters: Annotated[dict[str, Any], INTERNAL] = field(default_factory=dict, repr=False)

    @property
    def left(self) -> int:
        return self.total - self.done - self.skipped - self.failed


@dataclass(frozen=True, slots=True, kw_only=True)
class JobItem:
    """One thing of a job, and what came of it."""

    id: UUID
    subject_id: Annotated[UUID, "What it was done to, such as an order"]
    state: Annotated[str, one_of(ItemState)]
    code: Annotated[str, "Why not, as the API's refusals say it; empty where it was done"]
    detail: str
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an item: done, or nothing to do and why."""

    state: ItemState = ItemState.DONE
    detail: str = ""


Process = Callable[[Transaction, Job, UUID], Outcome]
"""Does the work of one item in the transaction that also notes that it is done: both or neither."""
