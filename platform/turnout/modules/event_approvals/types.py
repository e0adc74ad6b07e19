"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of


class ApprovalState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """The organizer took the event back to a draft, archived or deleted it."""
    HELD = "held"
    """A moderator took the event down; it is published again when one approves it."""


class ApprovalDecision(StrEnum):
    APPROVE = "approve"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventApproval:
    """How it stands with an event's approval, for its organizer."""

    component: ClassVar[str] = "EventApproval"
    id: UUID
    event_id: UUID
    state: Annotated[str, one_of(ApprovalState)]
    reason: Annotated[str, "Of a moderator; empty while it waits"]
    requested_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredApproval:
    """A request held until the commit."""

    id: UUID
    event_id: UUID
    state: str
    requested_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRequest:
    """A line of the moderators' queue."""

    component: ClassVar[str] = "EventApprovalRequest"
    id: UUID
    tenant_id: Annotated[UUID, "The organization that asks"]
    tenant_name: Annotated[str, "What it is called now"]
    event_id: UUID
    event_title: Annotated[str, "When it was requested"]
    state: Annotated[str, one_of(ApprovalState)]
    reason: str
    requested_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedEvent:
    """What a moderator has to see of an event that nobody can see yet."""

    component: ClassVar[str] = "EventUnderApproval"
    title: str
    summary: str
    description: Annotated[str, "Sanitised HTML"]
    kind: str
    category: str
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    place: Annotated[tuple[str, ...], "Lines of the address"]
    online_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDetail:
    """A request with the event as it is now and with who asks."""

    component: ClassVar[str] = "EventApprovalRequestDetail"
    request: ApprovalRequest
    event: RequestedEvent
    organization_name: str
    organization_slug: str
    is_first: Annotated[bool, "Whether no event of the organization was approved before"]
