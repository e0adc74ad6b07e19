"""Personal join links as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of


class JoinState(StrEnum):
    """Whether a link leads to the event now."""

    NOT_OPEN = "not_open"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinLink:
    """The link of a ticket, for whoever holds it and nobody else."""

    component: ClassVar[str] = "JoinLink"
    ticket_id: UUID
    event_id: UUID
    url: Annotated[str, "Holds a secret; ends when it is renewed or the ticket passed on."]
    state: Annotated[str, one_of(JoinState)]
    opens_at: Annotated[datetime | None, "An hour before the event begins; null without a date."]
    closes_at: Annotated[datetime | None, "An hour after its end; null without one."]
    joined_at: Annotated[datetime | None, "When the ticket first joined; null: never."]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinInvitation:
    """What a link's page says before somebody joins."""

    event_id: UUID
    ticket_id: UUID
    holder_name: str
    state: JoinState
    opens_at: datetime | None
    joined_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredJoinLink:
    """How often a link was renewed, and when its ticket first joined."""

    serial: int = 0
    joined_at: datetime | None = None
