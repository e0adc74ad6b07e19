"""What abuse reports announce to the organization that a decision is about."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationDecided(Fact):
    """A moderator warned the organization, unpublished an event of it, or suspended it."""

    name: ClassVar[str] = "abuse_reports.decided.v1"
    decision_id: UUID
    decision: str
    event_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationReversed(Fact):
    """A decision was taken back after an owner's appeal."""

    name: ClassVar[str] = "abuse_reports.reversed.v1"
    decision_id: UUID
