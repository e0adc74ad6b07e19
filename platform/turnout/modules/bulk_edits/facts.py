"""Facts of bulk edits."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkEditMade(Fact):
    """Several ticket types of an event were changed at once."""

    name: ClassVar[str] = "bulk_edits.made.v1"
    bulk_edit_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkEditReverted(Fact):
    """They are as they were before a bulk edit."""

    name: ClassVar[str] = "bulk_edits.undone.v1"
    bulk_edit_id: UUID
    event_id: UUID
