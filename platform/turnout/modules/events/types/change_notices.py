"""What people are yet to hear of: sessions, events, whom it concerns, invitations."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from turnout.modules.events.models import NewsKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DueNotice:
    """News of one event, or of all that an organization published, that wait no longer."""

    organization_id: UUID
    kind: NewsKind
    event_id: UUID | None


class ChangeKind(StrEnum):
    """What became of a session or an event, compared with what people last heard."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    CHANGED = "changed"
    BACK = "back"
    """It takes place after all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSnapshot:
    """When and where; `room` is empty where none is stated."""

    title: str
    starts_at: datetime
    ends_at: datetime
    room: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChange:
    """What became of a session; `now` as it is, or last was when it is gone.

    Of one that is gone, `ticket_ids` and `user_ids` say whom it concerned.
    """

    session_id: UUID
    turn: ChangeKind
    before: SessionSnapshot
    now: SessionSnapshot
    noted_at: datetime
    """When it last changed: who came to it later knows."""
    ticket_ids: tuple[UUID, ...] | None = None
    user_ids: tuple[UUID, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventNews:
    turn: ChangeKind
    was_starts_at: datetime | None
    was_ends_at: datetime | None


class InvitationState(StrEnum):
    INVITED = "invited"
    OPENED = "opened"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    email: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventInvitation:
    """An address that a private event was sent to. Its link is told to nobody else."""

    id: UUID
    event_id: UUID
    email: str
    name: str
    locale: str
    state: InvitationState
    sent: int
    """How often a mail was asked for."""
    created_at: datetime
    asked_at: datetime
    mailed_at: datetime | None
    opened_at: datetime | None
    withdrawn_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """What became of a list of addresses: invited now; there already, and left as they are."""

    invited: tuple[EventInvitation, ...]
    known: tuple[EventInvitation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventInvitationMail:
    """All that the mail needs; `url` holds the secret, which is derived and stored nowhere."""

    invitation_id: UUID
    event_id: UUID
    serial: int
    email: str
    name: str
    locale: str
    url: str
    expires_at: datetime | None
