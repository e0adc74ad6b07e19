"""What event approvals announce."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRequested(Fact):
    """An event was to be published and waits for a moderator of the platform."""

    name: ClassVar[str] = "event_approvals.requested.v1"
    approval_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalDecided(Fact):
    """A moderator approved an event, which is published with it, or declined it."""

    name: ClassVar[str] = "event_approvals.decided.v1"
    approval_id: UUID
    event_id: UUID
    decision: str
