"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of


class AbuseReason(StrEnum):
    """What somebody holds against a page."""

    FRAUD = "fraud"
    ILLEGAL = "illegal"
    HATE = "hate"
    SEXUAL = "sexual"
    COPYRIGHT = "copyright"
    SPAM = "spam"
    OTHER = "other"


class AbuseDecision(StrEnum):
    DISMISS = "dismiss"
    WARN = "warn"
    UNPUBLISH_EVENT = "unpublish-event"
    SUSPEND_ORGANIZATION = "suspend-organization"


class ReportState(StrEnum):
    OPEN = "open"
    DECIDED = "decided"
    APPEALED = "appealed"
    CLOSED = "closed"
    """The appeal against its decision was answered."""


class AppealOutcome(StrEnum):
    UPHELD = "upheld"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAbuseReport:
    """What a visitor reports: an event, or without one the organization itself."""

    reason: AbuseReason
    details: str
    event_id: UUID | None = None
    email: str = ""
    locale: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class AbuseReport:
    """A report as moderators see it; organizers see nothing of it but the decision."""

    component: ClassVar[str] = "AbuseReport"
    id: UUID
    tenant_id: Annotated[UUID, "The organization that it is about"]
    tenant_name: Annotated[str, "What it is called now; empty once it is gone"]
    event_id: Annotated[UUID | None, "The event that it is about; null: the organization itself"]
    subject: Annotated[str, "What the event or organization was called when it was reported"]
    path: Annotated[str, "The page that was reported"]
    reason: Annotated[str, one_of(AbuseReason)]
    details: str
    reporter_email: Annotated[str, "Empty for a guest who gave none, and once it is forgotten"]
    reporter_user_id: UUID | None
    reported_at: datetime
    alike: Annotated[int, "Other open reports about the same"]
    state: Annotated[str, one_of(ReportState)]
    decision: Annotated[str | None, one_of(AbuseDecision, allow_none=True)]
    decision_reason: str
    decided_by: UUID | None
    decided_at: datetime | None
    appeal: Annotated[str, "What an owner holds against the decision"]
    appealed_at: datetime | None
    appeal_outcome: Annotated[str | None, one_of(AppealOutcome, allow_none=True)]
    appeal_answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedReport:
    """A report held until the commit, with whom to tell what was decided."""

    id: UUID
    tenant_id: UUID
    event_id: UUID | None
    subject: str
    state: str
    decision: str | None
    reporter_email: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationDecision:
    """A decision as an owner of the organization sees it: nothing of who reported, or what."""

    component: ClassVar[str] = "ModerationDecision"
    id: UUID
    tenant_id: UUID
    event_id: UUID | None
    subject: str
    decision: Annotated[str, one_of(AbuseDecision)]
    decision_reason: str
    decided_at: datetime
    appeal: str
    appealed_at: datetime | None
    appeal_outcome: Annotated[str | None, one_of(AppealOutcome, allow_none=True)]
    appeal_answer: str
